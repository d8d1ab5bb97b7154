package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.Translation;
import java.time.Instant;
import java.util.Optional;

/// What is known of a customer's words when they are decided on.
///
/// @param translation for the agent who holds
public record Words(
        Instant at,
        String language,
        Optional<Handoff> handoff,
        Consent consent,
        Optional<Translation> translation,
        Optional<Seen> seen) {}
