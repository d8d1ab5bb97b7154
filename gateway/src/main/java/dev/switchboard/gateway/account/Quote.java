package dev.switchboard.gateway.account;

import dev.switchboard.gateway.account.Account.Money;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/// The terms of a change: what the customer agrees to. A change is made on these terms or not at
/// all.
///
/// @param change as it would be made; a profile's value in the form in which it would be kept
/// @param shop of the order
/// @param amount that is due, or of each payment
/// @param date the new due date
/// @param fee what the change costs
public record Quote(
        Change change,
        Optional<String> shop,
        Optional<Money> amount,
        Optional<LocalDate> date,
        Optional<Money> fee) {
    public Quote {
        Objects.requireNonNull(change, "change");
    }
}
