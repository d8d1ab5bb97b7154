package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.AgentCloses;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantProposes;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerEnds;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayClosesIdle;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.Decision.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whom the tests tell of, and the words they tell it with.
final class Stories {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final Duration DAY = Duration.ofHours(24);
    static final Duration WINDOW = Duration.ofHours(72);
    static final Author.Agent ANA = new Author.Agent("ana", "Ana");
    static final Author.Agent BO = new Author.Agent("bo", "Bo");
    static final Author.Agent EVE = new Author.Agent("eve", "Eve");

    private Stories() {}

    static Conversation begun() {
        return Conversation.begin(
                "c-1",
                new Person("kim", Optional.of("Kim"), Optional.of("sv-SE"), Optional.of("SE")),
                "sv");
    }

    /// The state after all of this was accepted.
    static Conversation after(Conversation state, ConversationCommand... commands) {
        Conversation now = state;
        for (ConversationCommand command : commands) {
            if (!(ConversationRules.decide(now, command) instanceof Accepted accepted)) {
                throw new AssertionError(command + " is refused in " + now);
            }
            now = after(now, accepted.events());
        }
        return now;
    }

    static Conversation after(Conversation state, List<ConversationEvent> events) {
        Conversation now = state;
        for (ConversationEvent event : events) {
            now = ConversationRules.evolve(now, event);
        }
        return now;
    }

    static CustomerSays says(String id, Instant at) {
        return says(id, at, "Hej", Optional.empty(), Optional.empty());
    }

    static CustomerSays says(
            String id, Instant at, String text, Optional<Handoff> handoff, Optional<Seen> seen) {
        return new CustomerSays(
                at,
                Optional.of(MessageKey.ofCustomer(id)),
                text,
                "sv",
                handoff,
                Consent.NEITHER,
                Optional.empty(),
                seen,
                WINDOW);
    }

    /// What is a yes or a no to whatever was proposed.
    static CustomerSays replies(String id, Instant at, Consent consent) {
        return new CustomerSays(
                at,
                Optional.of(MessageKey.ofCustomer(id)),
                consent == Consent.YES ? "Ja" : "Nej",
                "sv",
                Optional.empty(),
                consent,
                Optional.empty(),
                Optional.empty(),
                WINDOW);
    }

    /// To move the due date of order 7.
    static AssistantProposes proposes(Turn turn, long covers, Instant at) {
        return new AssistantProposes(
                answers(turn, covers, at),
                "extend_due_date",
                new TreeMap<>(Map.of("order", "7")),
                "to Friday");
    }

    static CustomerSays wantsPerson(String id, Instant at, Optional<Seen> seen) {
        var handoff = new Handoff(Reason.DIRECT_REQUEST, "");
        return says(id, at, "Jag vill prata med en människa", Optional.of(handoff), seen);
    }

    static CustomerAsksForPerson asks(String id, Instant at) {
        return new CustomerAsksForPerson(
                at, Optional.of(MessageKey.ofCustomer(id)), "", Optional.empty(), WINDOW);
    }

    static AssistantAnswers answers(Turn turn, long covers, Instant at) {
        return new AssistantAnswers(at, turn, "Hej!", "sv", covers, List.of());
    }

    static CustomerEnds ends(Instant at) {
        return new CustomerEnds(at, Optional.empty(), Optional.empty());
    }

    static AgentCloses closes(Author.Agent agent, Instant at) {
        return new AgentCloses(at, agent, "solved", List.of("refund"));
    }

    static GatewayClosesIdle closesIdle(Instant at, Duration silence) {
        return new GatewayClosesIdle(at, silence, Optional.empty());
    }
}
