package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import java.util.Optional;

/// What a conversation asks of the seat that takes it. Skills, priority and cost follow from its
/// reason, by the pool's policy.
///
/// @param language BCP 47
/// @param market the customer's market, where it is known; without one any seat serves
/// @param sticky the seat that had the conversation last
public record Need(
        String language, Optional<String> market, Target target, Optional<String> sticky) {
    public Need {
        Check.text(language, "language");
        market.ifPresent(known -> Check.text(known, "market"));
        sticky.ifPresent(seat -> Check.text(seat, "sticky"));
    }
}
