package dev.switchboard.routing.pool;

import java.util.List;
import java.util.Optional;

/// What a conversation asks of the seat that takes it.
///
/// @param language BCP 47
/// @param market the customer's market, where it is known; without one any seat serves
/// @param requiredSkills all of them, always: no wait makes them optional
public record Need(
        String language, Optional<String> market, List<String> requiredSkills, Target target) {
    public Need {
        Check.text(language, "language");
        market.ifPresent(known -> Check.text(known, "market"));
        requiredSkills = Check.texts(requiredSkills, "requiredSkills");
    }
}
