package dev.switchboard.gateway.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How times are written in every file: `500ms`, `25s`, `2m` or `1h`.
public final class Times {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Times() {}

    /// The time of a text; nothing where it is none.
    public static Optional<Duration> parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    /// A time as it would be written, in the largest unit that keeps it whole.
    public static String text(Duration time) {
        long ms = time.toMillis();
        if (ms % 1_000 != 0) {
            return ms + "ms";
        }
        long seconds = ms / 1_000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
