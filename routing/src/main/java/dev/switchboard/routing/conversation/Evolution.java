package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Conversation.Lost;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.Conversation.WrapUp;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.ConversationEvent.Noted;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Rated;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.ConversationEvent.Whispered;
import java.time.Instant;
import java.util.Optional;

/// What an entry makes of a conversation. It asks nothing: what is in the log has happened.
final class Evolution {

    private Evolution() {}

    static Conversation evolve(Conversation before, ConversationEvent event) {
        Conversation state = before.at(ConversationRules.seqOf(before, event));
        return switch (event) {
            case Said said -> said(state, said);
            case TurnInterrupted _ -> state.answering(Optional.empty());
            case Queued queued -> queued(state, queued);
            case Assigned assigned -> assigned(state, assigned);
            case Returned r -> state.held(new Holder.Assistant(), r.epoch(), r.at());
            case Reopened r -> state.held(new Holder.Assistant(), r.epoch(), r.at());
            case Closed closed -> closed(state, closed);
            case Concluded c ->
                    state.wrappingUp(Optional.of(new WrapUp(c.seat(), c.epoch(), true)));
            case Proposed proposed -> state.proposing(Optional.of(proposed.proposal()));
            case Settled s ->
                    state.answering(
                            state.turn().map(t -> t.on(new Errand(s.proposal(), s.agreed()))));
            case HistoryLost lost -> lost(before, state, lost);
            case Briefed _, Noted _, Whispered _, Rated _ -> state;
        };
    }

    /// The holder stays, in an epoch of its own: what the lost ones began does not count. What was
    /// due is due again. Of several losses one range is kept that holds them all.
    private static Conversation lost(Conversation before, Conversation state, HistoryLost lost) {
        long from = before.lost().map(l -> Math.min(l.from(), lost.from())).orElse(lost.from());
        return state.in(lost.epoch()).missing(new Lost(from, lost.through())).stirred(lost.at());
    }

    private static Conversation said(Conversation before, Said said) {
        boolean gateways = said.from() instanceof Author.Gateway;
        Conversation state = gateways ? before : before.proposing(Optional.empty());
        return switch (said.from()) {
            case Author.Customer _ -> {
                Conversation heard = state.heard(said.language()).stirred(said.at());
                boolean opens =
                        state.holder() instanceof Holder.Assistant && state.turn().isEmpty();
                yield opens ? heard.answering(turn(heard)) : heard;
            }
            case Author.Assistant _ -> {
                // What the customer added while this answer was written is owed one of its own.
                boolean owes = !said.interrupted() && state.customerSeq() > said.covers();
                yield state.answering(owes ? turn(state) : Optional.empty()).stirred(said.at());
            }
            case Author.Agent _ -> state.stirred(said.at());
            case Author.Gateway _ -> state;
        };
    }

    private static Optional<Turn> turn(Conversation state) {
        return Optional.of(Turn.answering(state.customerSeq(), state.epoch()));
    }

    private static Conversation queued(Conversation state, Queued q) {
        var queue = new Holder.Queue(q.reason(), q.summary(), q.target(), q.since(), q.excluded());
        // Nobody is both preferred and left out.
        return state.held(queue, q.epoch(), q.at())
                .preferring(state.lastSeat().filter(seat -> !q.excluded().contains(seat)));
    }

    private static Conversation assigned(Conversation state, Assigned a) {
        var agent =
                new Holder.Agent(
                        a.seat(), a.name(), a.reason(), waitingSince(state, a.at()), a.languages());
        return state.held(agent, a.epoch(), a.at())
                .preferring(Optional.of(a.seat()))
                .wrappingUp(Optional.empty());
    }

    /// The customer's age in the queue, which no change of seats makes younger.
    private static Instant waitingSince(Conversation state, Instant otherwise) {
        return switch (state.holder()) {
            case Holder.Queue queue -> queue.since();
            case Holder.Agent agent -> agent.waitingSince();
            case Holder.Assistant _, Holder.Closed _ -> otherwise;
        };
    }

    private static Conversation closed(Conversation state, Closed c) {
        Optional<WrapUp> wrapUp =
                state.holder() instanceof Holder.Agent held
                        ? Optional.of(
                                new WrapUp(held.seat(), state.epoch(), c.disposition().isPresent()))
                        : state.wrapUp();
        return state.held(new Holder.Closed(c.reason(), c.at()), c.epoch(), c.at())
                .preferring(Optional.empty())
                .wrappingUp(wrapUp);
    }
}
