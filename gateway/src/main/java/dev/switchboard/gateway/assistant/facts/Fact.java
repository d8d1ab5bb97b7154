package dev.switchboard.gateway.assistant.facts;

import java.math.BigDecimal;

/// Something in a text that is either right or wrong, by its value and not by how it is written.
public sealed interface Fact {

    /// A number and what it counts. Trailing zeros are no difference.
    record Quantity(BigDecimal value, Unit unit) implements Fact {
        public Quantity {
            value = value.stripTrailingZeros();
        }
    }

    /// A number within something else, such as the year of a date: it vouches for a bare number,
    /// but not for an amount.
    record Part(BigDecimal value) implements Fact {
        public Part {
            value = value.stripTrailingZeros();
        }
    }

    /// A day of the Gregorian calendar.
    ///
    /// @param year 0 where none is said
    record Day(int year, int month, int day) implements Fact {}

    /// A time of day, 24 hours.
    record Clock(int hour, int minute) implements Fact {}

    /// A web address without its scheme, `www.` and closing slash.
    record Link(String address) implements Fact {}

    /// An e-mail address in lower case.
    record Mail(String address) implements Fact {}

    /// A phone number: digits, with a plus before them where it was written.
    record Phone(String number) implements Fact {}

    /// An order's, a parcel's or an invoice's number: letters in lower case and digits alone.
    record Code(String code) implements Fact {}
}
