package dev.switchboard.gateway.assistant.openai;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The `Retry-After` header in its two forms: seconds, or a date.
final class RetryAfter {
    private RetryAfter() {}

    /// How long to wait from `now`; zero for a header that is absent, past or unreadable.
    static Duration parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return Duration.ZERO;
        }
        String value = header.strip();
        try {
            Duration wait =
                    Character.isDigit(value.charAt(0))
                            ? Duration.ofMillis((long) (Double.parseDouble(value) * 1000))
                            : Duration.between(now, date(value));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (NumberFormatException | DateTimeException _) {
            return Duration.ZERO;
        }
    }

    private static Instant date(String value) {
        return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
