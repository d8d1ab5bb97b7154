package dev.switchboard.gateway.config;

import java.time.Duration;

/// The checks that several records of [GatewayConfig] share.
final class Bounds {
    /// Longer than any wait that makes sense here, and far from what overflows a timer.
    private static final Duration LONGEST = Duration.ofHours(24);

    /// Longer than anybody waits for an answer.
    private static final Duration LIFE = Duration.ofDays(366);

    private Bounds() {}

    /// Refuses a number outside `min` to `max`, both included.
    static void number(String component, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidSetting(
                    component, "a whole number from %d to %d is needed".formatted(min, max));
        }
    }

    /// Refuses a number below `min`.
    static void atLeast(String component, int value, int min) {
        if (value < min) {
            throw new InvalidSetting(
                    component, "a whole number of at least %d is needed".formatted(min));
        }
    }

    /// Refuses a time that is not above zero, or longer than a day.
    static void time(String component, Duration value) {
        if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
            throw new InvalidSetting(component, "a time from 1ms to 24h is needed");
        }
    }

    /// Refuses a time below zero, or longer than a day.
    static void pause(String component, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new InvalidSetting(component, "a time from 0s to 24h is needed");
        }
    }

    /// Refuses a time in a conversation's life that is not above zero, or longer than a year.
    static void life(String component, Duration value) {
        if (!value.isPositive() || value.compareTo(LIFE) > 0) {
            throw new InvalidSetting(component, "a time from 1ms to 8784h is needed");
        }
    }

    /// Refuses an empty text.
    static void text(String component, String value) {
        if (value.isBlank()) {
            throw new InvalidSetting(component, "it must not be empty");
        }
    }
}
