package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.AgentCloses;
import dev.switchboard.routing.conversation.ConversationCommand.AgentNotes;
import dev.switchboard.routing.conversation.ConversationCommand.AgentReturns;
import dev.switchboard.routing.conversation.ConversationCommand.AgentSays;
import dev.switchboard.routing.conversation.ConversationCommand.AgentTransfers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerEnds;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerRates;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerStops;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.SeatLeaves;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Noted;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Rated;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The rules of one conversation. Both functions are total: every command in every state has an
/// answer.
public final class ConversationRules {

    private ConversationRules() {}

    /// What a command leads to in this state.
    public static Decision decide(Conversation state, ConversationCommand command) {
        return switch (command) {
            case CustomerSays c -> customerSays(state, c);
            case CustomerAsksForPerson c -> customerAsksForPerson(state, c);
            case CustomerStops c -> accepted(interruption(state, c.at(), c.seen()));
            case CustomerRates c ->
                    accepted(new Rated(c.at(), c.message(), c.score(), c.comment()));
            case CustomerEnds c -> customerEnds(state, c);
            case AssistantAnswers c -> assistantAnswers(state, c);
            case AssistantHandsOff c -> assistantHandsOff(state, c);
            case SeatTakes c -> seatTakes(state, c);
            case SeatLeaves c -> seatLeaves(state, c);
            case AgentSays c -> asHolder(state, c.agent(), _ -> List.of(said(state, c)));
            case AgentNotes c ->
                    asHolder(
                            state,
                            c.agent(),
                            _ -> List.of(new Noted(c.at(), c.message(), c.agent(), c.text())));
            case AgentTransfers c -> asHolder(state, c.agent(), held -> transfer(state, held, c));
            case AgentReturns c ->
                    asHolder(
                            state,
                            c.agent(),
                            _ ->
                                    withNote(
                                            c.at(),
                                            c.agent(),
                                            c.note(),
                                            new Returned(c.at(), state.epoch() + 1)));
            case AgentCloses c -> asHolder(state, c.agent(), _ -> List.of(closed(state, c)));
        };
    }

    /// The state after the log's next entry.
    public static Conversation evolve(Conversation state, ConversationEvent event) {
        long seq = state.version() + 1;
        return switch (event) {
            case Said said -> afterSaid(state, said);
            case TurnInterrupted _ -> state.with(seq, Optional.empty());
            case Queued q ->
                    state.with(
                            seq,
                            new Holder.Queue(
                                    q.reason(), q.summary(), q.target(), q.since(), q.excluded()),
                            q.epoch());
            case Assigned a ->
                    state.with(
                            seq,
                            new Holder.Agent(
                                    a.seat(), a.name(), a.reason(), waitingSince(state, a.at())),
                            a.epoch());
            case Returned r -> state.with(seq, new Holder.Assistant(), r.epoch());
            case Closed c -> state.with(seq, new Holder.Closed(c.reason()), c.epoch());
            case Noted _, Rated _ -> state.with(seq, state.turn());
        };
    }

    private static Conversation afterSaid(Conversation state, Said said) {
        long seq = state.version() + 1;
        return switch (said.from()) {
            case Author.Customer _ -> {
                boolean opens =
                        state.holder() instanceof Holder.Assistant && state.turn().isEmpty();
                yield state.heard(
                        said.language(),
                        opens ? Optional.of(Turn.answering(seq, state.epoch())) : state.turn());
            }
            case Author.Assistant _ -> {
                // What the customer added while this answer was written is owed one of its own.
                boolean owes = !said.interrupted() && state.customerSeq() > said.covers();
                yield state.with(
                        seq,
                        owes
                                ? Optional.of(Turn.answering(state.customerSeq(), state.epoch()))
                                : Optional.empty());
            }
            case Author.Agent _, Author.Gateway _ -> state.with(seq, state.turn());
        };
    }

    private static Decision customerSays(Conversation state, CustomerSays c) {
        Said said =
                new Said(
                        c.at(),
                        c.message(),
                        new Author.Customer(),
                        c.text(),
                        c.language(),
                        Optional.empty(),
                        false,
                        0);
        return switch (state.holder()) {
            case Holder.Closed _ -> new Refused(Refusal.CLOSED);
            case Holder.Queue _, Holder.Agent _ -> accepted(said);
            case Holder.Assistant _ -> {
                if (c.handoff().isEmpty()) {
                    yield accepted(said);
                }
                var events = new ArrayList<>(interruption(state, c.at(), c.seen()));
                events.add(said);
                events.add(queued(state, c.at(), Optional.empty(), c.handoff().get()));
                yield accepted(events);
            }
        };
    }

    private static Decision customerAsksForPerson(Conversation state, CustomerAsksForPerson c) {
        return switch (state.holder()) {
            case Holder.Closed _ -> new Refused(Refusal.CLOSED);
            case Holder.Queue _, Holder.Agent _ -> accepted(List.of());
            case Holder.Assistant _ -> {
                var events = new ArrayList<>(interruption(state, c.at(), c.seen()));
                var handoff = new Handoff(Reason.DIRECT_REQUEST, "");
                events.add(queued(state, c.at(), c.message(), handoff));
                yield accepted(events);
            }
        };
    }

    private static Decision customerEnds(Conversation state, CustomerEnds c) {
        if (state.holder() instanceof Holder.Closed) {
            return accepted(List.of());
        }
        var events = new ArrayList<>(interruption(state, c.at(), c.seen()));
        events.add(
                new Closed(
                        c.at(),
                        c.message(),
                        state.epoch() + 1,
                        Reason.ENDED,
                        Optional.empty(),
                        List.of()));
        return accepted(events);
    }

    private static Decision assistantAnswers(Conversation state, AssistantAnswers c) {
        if (!writes(state, c.turn())) {
            return new Refused(Refusal.STALE_TURN);
        }
        return accepted(assistantSaid(c.at(), c.turn(), c.text(), c.language(), false, c.covers()));
    }

    private static Decision assistantHandsOff(Conversation state, AssistantHandsOff c) {
        if (!writes(state, c.turn())) {
            return new Refused(Refusal.STALE_TURN);
        }
        var events = new ArrayList<ConversationEvent>();
        events.add(
                c.text().isBlank()
                        ? new TurnInterrupted(c.at(), c.turn().id())
                        : assistantSaid(
                                c.at(),
                                c.turn(),
                                c.text(),
                                c.language(),
                                c.interrupted(),
                                state.customerSeq()));
        events.add(queued(state, c.at(), Optional.empty(), c.handoff()));
        return accepted(events);
    }

    private static Decision seatTakes(Conversation state, SeatTakes c) {
        return switch (state.holder()) {
            case Holder.Queue queue when state.epoch() == c.epoch() ->
                    accepted(
                            new Assigned(
                                    c.at(), c.epoch() + 1, c.seat(), c.name(), queue.reason()));
            // The same winner told twice, by a second leader or after a restart.
            case Holder.Agent agent when holdsSince(state, agent, c.seat(), c.epoch()) ->
                    accepted(List.of());
            case Holder.Queue _, Holder.Agent _, Holder.Assistant _, Holder.Closed _ ->
                    new Refused(Refusal.GONE);
        };
    }

    private static Decision seatLeaves(Conversation state, SeatLeaves c) {
        return switch (state.holder()) {
            case Holder.Agent agent when holdsSince(state, agent, c.seat(), c.epoch()) ->
                    accepted(
                            new Queued(
                                    c.at(),
                                    Optional.empty(),
                                    state.epoch() + 1,
                                    Reason.AGENT_LOST,
                                    "",
                                    new Target.Anybody(),
                                    agent.waitingSince(),
                                    List.of()));
            case Holder.Queue _, Holder.Agent _, Holder.Assistant _, Holder.Closed _ ->
                    new Refused(Refusal.GONE);
        };
    }

    private static List<ConversationEvent> transfer(
            Conversation state, Holder.Agent held, AgentTransfers c) {
        return withNote(
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
                        List.of(held.seat())));
    }

    /// The customer's view of an answer that ends here: what they saw of it, or that it was ended.
    private static List<ConversationEvent> interruption(
            Conversation state, Instant at, Optional<Seen> seen) {
        if (state.turn().isEmpty()) {
            return List.of();
        }
        Turn turn = state.turn().get();
        return List.of(
                seen.filter(s -> s.turn().equals(turn.id()) && !s.text().isBlank())
                        .<ConversationEvent>map(s ->
                                assistantSaid(
                                        at,
                                        turn,
                                        s.text(),
                                        s.language(),
                                        true,
                                        state.customerSeq()))
                        .orElseGet(() -> new TurnInterrupted(at, turn.id())));
    }

    private static Decision asHolder(
            Conversation state,
            Author.Agent agent,
            Function<Holder.Agent, List<ConversationEvent>> events) {
        return switch (state.holder()) {
            case Holder.Agent held when held.seat().equals(agent.seat()) ->
                    accepted(events.apply(held));
            case Holder.Closed _ -> new Refused(Refusal.CLOSED);
            case Holder.Agent _, Holder.Assistant _, Holder.Queue _ ->
                    new Refused(Refusal.NOT_HOLDER);
        };
    }

    private static boolean writes(Conversation state, Turn turn) {
        return state.turn().filter(turn::equals).isPresent();
    }

    private static boolean holdsSince(
            Conversation state, Holder.Agent agent, String seat, long offerEpoch) {
        return agent.seat().equals(seat) && state.epoch() == offerEpoch + 1;
    }

    private static Instant waitingSince(Conversation state, Instant otherwise) {
        return state.holder() instanceof Holder.Queue queue ? queue.since() : otherwise;
    }

    private static Queued queued(
            Conversation state, Instant at, Optional<MessageKey> message, Handoff handoff) {
        return new Queued(
                at,
                message,
                state.epoch() + 1,
                handoff.reason(),
                handoff.summary(),
                new Target.Anybody(),
                at,
                List.of());
    }

    private static Said assistantSaid(
            Instant at, Turn turn, String text, String language, boolean interrupted, long covers) {
        return new Said(
                at,
                Optional.empty(),
                new Author.Assistant(),
                text,
                language,
                Optional.of(turn.id()),
                interrupted,
                covers);
    }

    /// An agent who speaks the customer's language is taken to write it.
    private static Said said(Conversation state, AgentSays c) {
        boolean shared = c.languages().isEmpty() || c.languages().contains(state.language());
        return new Said(
                c.at(),
                c.message(),
                c.agent(),
                c.text(),
                shared ? state.language() : c.languages().getFirst(),
                Optional.empty(),
                false,
                0);
    }

    private static Closed closed(Conversation state, AgentCloses c) {
        return new Closed(
                c.at(),
                Optional.empty(),
                state.epoch() + 1,
                Reason.ENDED,
                Optional.of(c.disposition()),
                c.tags());
    }

    private static List<ConversationEvent> withNote(
            Instant at, Author.Agent agent, Optional<String> note, ConversationEvent then) {
        var events = new ArrayList<ConversationEvent>();
        note.filter(n -> !n.isBlank())
                .ifPresent(n -> events.add(new Noted(at, Optional.empty(), agent, n)));
        events.add(then);
        return events;
    }

    private static Accepted accepted(ConversationEvent event) {
        return new Accepted(List.of(event));
    }

    private static Accepted accepted(List<ConversationEvent> events) {
        return new Accepted(events);
    }
}
