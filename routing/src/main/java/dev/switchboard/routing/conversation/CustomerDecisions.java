package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerEnds;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerRates;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerStops;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Rated;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the customer may do: speak always while it is open, and once more after silence closed it.
final class CustomerDecisions {

    private CustomerDecisions() {}

    static Decision says(Conversation state, CustomerSays c) {
        return whileOpen(
                state,
                c.at(),
                c.reopenWithin(),
                open -> {
                    Said said = said(open, c);
                    if (c.handoff().isEmpty() || !(open.holder() instanceof Holder.Assistant)) {
                        var events = new ArrayList<ConversationEvent>(List.of(said));
                        settled(open, c).ifPresent(events::add);
                        return events;
                    }
                    var events = new ArrayList<>(Turns.interruption(open, c.at(), c.seen()));
                    events.add(said);
                    events.add(Turns.queued(open, c.at(), Optional.empty(), c.handoff().get()));
                    return events;
                });
    }

    /// A translation was made for who held it then, and serves nobody else.
    private static Said said(Conversation state, CustomerSays c) {
        boolean foreign = state.holder() instanceof Holder.Agent held && !held.reads(c.language());
        return new Said(
                c.at(),
                c.message(),
                new Author.Customer(),
                c.text(),
                c.language(),
                Optional.empty(),
                false,
                0,
                List.of(),
                foreign ? c.translation() : Optional.empty());
    }

    private static Optional<Settled> settled(Conversation state, CustomerSays c) {
        return c.consent() == Consent.NEITHER
                ? Optional.empty()
                : state.proposal().map(p -> new Settled(c.at(), p, c.consent() == Consent.YES));
    }

    static Decision asksForPerson(Conversation state, CustomerAsksForPerson c) {
        return whileOpen(
                state,
                c.at(),
                c.reopenWithin(),
                open -> {
                    if (!(open.holder() instanceof Holder.Assistant)) {
                        return List.of();
                    }
                    var events = new ArrayList<>(Turns.interruption(open, c.at(), c.seen()));
                    var handoff = new Handoff(Reason.DIRECT_REQUEST, c.summary());
                    events.add(Turns.queued(open, c.at(), c.message(), handoff));
                    return events;
                });
    }

    /// Words can be stopped, what the customer has agreed to cannot: it may be done already, and is
    /// to be told of.
    static Decision stops(Conversation state, CustomerStops c) {
        return state.turn().flatMap(Conversation.Turn::errand).isPresent()
                ? Accepted.NOTHING
                : new Accepted(Turns.interruption(state, c.at(), c.seen()));
    }

    static Decision rates(CustomerRates c) {
        return Accepted.of(new Rated(c.at(), c.message(), c.score(), c.comment()));
    }

    static Decision ends(Conversation state, CustomerEnds c) {
        if (state.holder() instanceof Holder.Closed) {
            return Accepted.NOTHING;
        }
        var events = new ArrayList<>(Turns.interruption(state, c.at(), c.seen()));
        events.add(
                new Closed(
                        c.at(),
                        c.message(),
                        state.epoch() + 1,
                        Reason.ENDED,
                        Optional.empty(),
                        List.of()));
        return new Accepted(events);
    }

    /// What happens in an open conversation, or in one that this very word opens again.
    private static Decision whileOpen(
            Conversation state,
            Instant at,
            Duration reopenWithin,
            Function<Conversation, List<ConversationEvent>> then) {
        if (!(state.holder() instanceof Holder.Closed closed)) {
            return new Accepted(then.apply(state));
        }
        if (!opensAgain(closed, at, reopenWithin)) {
            return new Refused(Refusal.CLOSED);
        }
        var reopened = new Reopened(at, state.epoch() + 1);
        var events = new ArrayList<ConversationEvent>();
        events.add(reopened);
        events.addAll(then.apply(Evolution.evolve(state, reopened)));
        return new Accepted(events);
    }

    /// What somebody ended stays ended; what silence ended was perhaps not over.
    private static boolean opensAgain(Holder.Closed closed, Instant at, Duration within) {
        return closed.reason() == Reason.IDLE && !closed.at().plus(within).isBefore(at);
    }
}
