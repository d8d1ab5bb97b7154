package dev.switchboard.routing.conversation;

import java.util.Objects;
import java.util.Optional;

/// The customer of a conversation, as the token named them when it began.
///
/// @param sub the token's subject
/// @param locale BCP 47, as the client asked for it
/// @param market ISO 3166 country of the market
public record Person(
        String sub, Optional<String> name, Optional<String> locale, Optional<String> market) {
    public Person {
        if (sub.isBlank()) {
            throw new IllegalArgumentException("a person has a subject");
        }
        Objects.requireNonNull(name);
        Objects.requireNonNull(locale);
        Objects.requireNonNull(market);
    }
}
