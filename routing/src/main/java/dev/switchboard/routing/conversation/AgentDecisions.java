package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.WrapUp;
import dev.switchboard.routing.conversation.ConversationCommand.AgentCloses;
import dev.switchboard.routing.conversation.ConversationCommand.AgentNotes;
import dev.switchboard.routing.conversation.ConversationCommand.AgentReturns;
import dev.switchboard.routing.conversation.ConversationCommand.AgentSays;
import dev.switchboard.routing.conversation.ConversationCommand.AgentTransfers;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.ConversationEvent.Noted;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What an agent may do: all of it as the holder; and, where somebody else closed what the agent
/// held, say once how it was.
final class AgentDecisions {

    private AgentDecisions() {}

    static Decision says(Conversation state, AgentSays c) {
        return asHolder(state, c.agent(), held -> List.of(said(state, held, c)));
    }

    static Decision notes(Conversation state, AgentNotes c) {
        return asHolder(
                state,
                c.agent(),
                _ -> List.of(new Noted(c.at(), c.message(), c.agent(), c.text())));
    }

    static Decision transfers(Conversation state, AgentTransfers c) {
        return asHolder(
                state,
                c.agent(),
                held ->
                        withNote(
                                c.at(),
                                c.agent(),
                                c.note(),
                                new Queued(
                                        c.at(),
                                        Optional.empty(),
                                        state.epoch() + 1,
                                        Reason.TRANSFER,
                                        c.note().orElse(""),
                                        c.target(),
                                        held.waitingSince(),
                                        List.of(held.seat()))));
    }

    static Decision returns(Conversation state, AgentReturns c) {
        return asHolder(
                state,
                c.agent(),
                _ ->
                        withNote(
                                c.at(),
                                c.agent(),
                                c.note(),
                                new Returned(c.at(), state.epoch() + 1)));
    }

    static Decision closes(Conversation state, AgentCloses c) {
        Optional<WrapUp> wrapUp = state.wrapUp().filter(w -> w.seat().equals(c.agent().seat()));
        if (wrapUp.isPresent()) {
            // Of two, the first counts: a console that is not sure sends it again.
            return wrapUp.get().given()
                    ? Accepted.NOTHING
                    : Accepted.of(
                            new Concluded(
                                    c.at(),
                                    wrapUp.get().epoch(),
                                    c.agent().seat(),
                                    c.disposition(),
                                    c.tags()));
        }
        return asHolder(
                state,
                c.agent(),
                _ ->
                        List.of(
                                new Closed(
                                        c.at(),
                                        Optional.empty(),
                                        state.epoch() + 1,
                                        Reason.ENDED,
                                        Optional.of(c.disposition()),
                                        c.tags())));
    }

    private static Decision asHolder(
            Conversation state,
            Author.Agent agent,
            Function<Holder.Agent, List<ConversationEvent>> events) {
        return switch (state.holder()) {
            case Holder.Agent held when held.seat().equals(agent.seat()) ->
                    new Accepted(events.apply(held));
            case Holder.Closed _ -> new Refused(Refusal.CLOSED);
            case Holder.Agent _, Holder.Assistant _, Holder.Queue _ ->
                    new Refused(Refusal.NOT_HOLDER);
        };
    }

    /// An agent who speaks the customer's language is taken to write it. Another's words may have
    /// been translated for a language that the customer has left since; that still helps more than
    /// nothing.
    private static Said said(Conversation state, Holder.Agent held, AgentSays c) {
        boolean shared = held.reads(state.language());
        return new Said(
                c.at(),
                c.message(),
                c.agent(),
                c.text(),
                shared ? state.language() : c.language(),
                Optional.empty(),
                false,
                0,
                List.of(),
                shared ? Optional.empty() : c.translation());
    }

    private static List<ConversationEvent> withNote(
            Instant at, Author.Agent agent, Optional<String> note, ConversationEvent then) {
        var events = new ArrayList<ConversationEvent>();
        note.filter(n -> !n.isBlank())
                .ifPresent(n -> events.add(new Noted(at, Optional.empty(), agent, n)));
        events.add(then);
        return events;
    }
}
