package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayClosesIdle;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationRules;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.Holder;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/// What comes of nobody speaking: a seat has room again after a while, and in the end the
/// conversation closes.
final class Silence {

    private final Surroundings around;
    private final Ledger ledger;
    private final Audience audience;
    private final Placement placement;
    private final Upkeep upkeep;
    private final Upkeep.Desk desk;
    private Optional<Instant> quietSince = Optional.empty();

    Silence(
            Surroundings around,
            Ledger ledger,
            Audience audience,
            Placement placement,
            Upkeep upkeep,
            Upkeep.Desk desk) {
        this.around = around;
        this.ledger = ledger;
        this.audience = audience;
        this.placement = placement;
        this.upkeep = upkeep;
        this.desk = desk;
    }

    /// Looks what is due. Costs the store nothing where nothing is.
    void sweep() {
        if (closes()) {
            desk.post(this::closeIfIdle, () -> {});
        } else if (ledger.state().holder() instanceof Holder.Agent held) {
            quieten(ledger.state(), held.seat());
        }
    }

    /// Closes what has been silent for too long; for work that was posted.
    Future<Void> closeIfIdle() {
        return closes() ? desk.execute(close(upkeep.seen())) : Future.succeededFuture();
    }

    private boolean closes() {
        return ConversationRules.decide(ledger.state(), close(Optional.empty()))
                        instanceof Decision.Accepted accepted
                && !accepted.events().isEmpty();
    }

    private GatewayClosesIdle close(Optional<Seen> seen) {
        return new GatewayClosesIdle(around.now(), life().idleClose(), seen);
    }

    private void quieten(Conversation state, String seat) {
        // One node tells it: the one that has the seat's socket.
        if (!toldQuiet(state) && !audience.ofSeat(seat).isEmpty() && quiet(state, around.now())) {
            quietSince = state.silentSince();
            placement.quiet(
                    state.epoch(),
                    seat,
                    () -> ledger.state().silentSince().equals(state.silentSince()));
        }
    }

    /// An entry, ours or another's, just became part of the state.
    void broken(Conversation before, Entry entry) {
        if (before.holder() instanceof Holder.Agent held
                && entry.event() instanceof Said said
                && !(said.from() instanceof Author.Gateway)
                && (quiet(before, said.at()) || toldQuiet(before))) {
            placement.woke(before.epoch(), held.seat());
        }
    }

    /// Also where a word of another node came too late to keep it from being told.
    private boolean toldQuiet(Conversation state) {
        return quietSince.isPresent() && quietSince.equals(state.silentSince());
    }

    private boolean quiet(Conversation state, Instant at) {
        return state.silentFor(life().quiet(), at);
    }

    private GatewayConfig.Conversation life() {
        return around.life();
    }
}
