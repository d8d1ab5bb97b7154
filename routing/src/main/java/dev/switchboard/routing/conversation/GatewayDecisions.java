package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.ConversationCommand.GatewayClosesIdle;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayMissesHistory;
import dev.switchboard.routing.conversation.ConversationCommand.GatewaySays;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the gateway does of itself.
final class GatewayDecisions {

    /// More entries than a node that died can have told while no other heard of them.
    private static final int UNHEARD_MAX = 1_000;

    private GatewayDecisions() {}

    static Decision says(Conversation state, GatewaySays c) {
        if (state.version() == 0) {
            return new Refused(Refusal.NOT_BEGUN);
        }
        if (state.epoch() != c.epoch()) {
            return new Refused(Refusal.STALE_EPOCH);
        }
        return state.holder() instanceof Holder.Closed
                ? new Refused(Refusal.CLOSED)
                : Accepted.of(
                        new Said(
                                c.at(),
                                c.message(),
                                new Author.Gateway(),
                                c.text(),
                                c.language(),
                                Optional.empty(),
                                false,
                                0,
                                List.of()));
    }

    static Decision closesIdle(Conversation state, GatewayClosesIdle c) {
        return switch (state.holder()) {
            case Holder.Closed _ -> Accepted.NOTHING;
            case Holder.Queue _ -> new Refused(Refusal.AWAITED);
            case Holder.Assistant _, Holder.Agent _ ->
                    state.silentFor(c.silence(), c.at())
                            ? closed(state, c)
                            : new Refused(Refusal.NOT_SILENT);
        };
    }

    /// Nodes that have died may have told more than anybody remembers, so what is skipped has a
    /// margin. Each entry raises the epoch by one at most.
    static Decision missesHistory(Conversation state, GatewayMissesHistory c) {
        boolean known = state.lost().filter(lost -> lost.holds(c.through())).isPresent();
        long through = Math.max(state.version(), c.through()) + UNHEARD_MAX;
        long epoch = Math.max(state.epoch(), c.epoch()) + UNHEARD_MAX;
        return known
                ? Accepted.NOTHING
                : Accepted.of(new HistoryLost(c.at(), state.version() + 1, through, epoch));
    }

    private static Decision closed(Conversation state, GatewayClosesIdle c) {
        var events = new ArrayList<>(Turns.interruption(state, c.at(), c.seen()));
        events.add(
                new Closed(
                        c.at(),
                        Optional.empty(),
                        state.epoch() + 1,
                        Reason.IDLE,
                        Optional.empty(),
                        List.of()));
        return new Accepted(events);
    }
}
