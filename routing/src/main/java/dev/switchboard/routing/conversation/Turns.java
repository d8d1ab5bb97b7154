package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What ends an answer, and what an answer ends in.
final class Turns {

    private Turns() {}

    /// The customer's view of an answer that ends here: what they saw of it, or that it was ended.
    static List<ConversationEvent> interruption(
            Conversation state, Instant at, Optional<Seen> seen) {
        if (state.turn().isEmpty()) {
            return List.of();
        }
        Turn turn = state.turn().get();
        return List.of(
                seen.filter(s -> s.turn().equals(turn.id()) && !s.text().isBlank())
                        .<ConversationEvent>map(s ->
                                said(
                                        at,
                                        turn,
                                        s.text(),
                                        s.language(),
                                        true,
                                        state.customerSeq(),
                                        List.of()))
                        .orElseGet(() -> new TurnInterrupted(at, turn.id())));
    }

    static Said said(
            Instant at,
            Turn turn,
            String text,
            String language,
            boolean interrupted,
            long covers,
            List<String> sources) {
        return new Said(
                at,
                Optional.empty(),
                new Author.Assistant(),
                text,
                language,
                Optional.of(turn.id()),
                interrupted,
                covers,
                sources);
    }

    /// From the assistant to the queue.
    static Queued queued(
            Conversation state, Instant at, Optional<MessageKey> message, Handoff handoff) {
        return new Queued(
                at,
                message,
                state.epoch() + 1,
                handoff.reason(),
                handoff.summary(),
                new Target.Anybody(),
                at,
                List.of(),
                handoff.notes());
    }
}
