package dev.switchboard.routing.policy;

import java.util.Objects;

/// What is particular to a market.
///
/// @param overflow where work goes that nobody took in time
/// @param outOfHours where work goes that comes while nobody is at work
public record MarketPolicy(BusinessHours hours, Overflow overflow, Overflow outOfHours) {
    public MarketPolicy {
        Objects.requireNonNull(hours);
        Objects.requireNonNull(overflow);
        Objects.requireNonNull(outOfHours);
    }
}
