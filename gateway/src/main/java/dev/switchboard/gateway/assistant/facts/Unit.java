package dev.switchboard.gateway.assistant.facts;

import java.util.Collections;
import java.util.Set;

/// What a number counts.
public sealed interface Unit {

    /// Units that have no more to tell.
    enum Bare implements Unit {
        /// Pieces, or what no word known here says.
        NONE,
        PERCENT
    }

    /// @param currencies ISO 4217; several where the sign is that of several, such as `kr`
    record Money(Set<String> currencies) implements Unit {
        public Money {
            currencies = Set.copyOf(currencies);
        }
    }

    /// A unit of time.
    enum Span implements Unit {
        SECOND(1, false),
        MINUTE(60, false),
        HOUR(3_600, false),
        DAY(86_400, false),
        WEEK(604_800, false),
        MONTH(1, true),
        YEAR(12, true);

        private final long length;
        private final boolean ofMonths;

        Span(long length, boolean ofMonths) {
            this.length = length;
            this.ofMonths = ofMonths;
        }

        /// Seconds or, where [#ofMonths], months.
        long length() {
            return length;
        }

        /// Whether it is as long as the calendar has it.
        boolean ofMonths() {
            return ofMonths;
        }
    }

    /// Whether the same number with the one may be the same as with the other. A number without a
    /// unit may have any.
    default boolean agrees(Unit other) {
        if (this == Bare.NONE || other == Bare.NONE) {
            return true;
        }
        if (this instanceof Money mine && other instanceof Money others) {
            return !Collections.disjoint(mine.currencies(), others.currencies());
        }
        return equals(other);
    }
}
