package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayClosesIdle;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.pool.PoolCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What comes of nobody speaking: a seat has room again after a while, and in the end the
/// conversation closes. Once the storm is over nothing closes by itself, for that would hide what
/// hangs.
final class Silence {

    private final LiveConversation live;
    private final Ledger ledger;
    private final Node node;
    private final World world;
    private Optional<Instant> quietSince = Optional.empty();

    Silence(LiveConversation live, Ledger ledger, Node node, World world) {
        this.live = live;
        this.ledger = ledger;
        this.node = node;
        this.world = world;
    }

    void sweep() {
        Conversation state = ledger.state();
        if (silent(state, Market.SILENCE, node.time()) && world.storm().rages()) {
            live.handle(seen -> new GatewayClosesIdle(node.time(), Market.SILENCE, seen), _ -> {});
        } else if (state.holder() instanceof Holder.Agent held
                && !toldQuiet(state)
                // One node tells it: the one that has the seat's socket.
                && live.hasSeat(held.seat())
                && silent(state, Market.QUIET, node.time())) {
            quietSince = state.silentSince();
            live.persist(new PoolCommand.Quiet(live.id(), state.epoch(), held.seat()));
        }
    }

    /// An entry, ours or another's, just became part of the state.
    void broken(Conversation before, ConversationEvent event) {
        if (before.holder() instanceof Holder.Agent held
                && event instanceof Said said
                && !(said.from() instanceof Author.Gateway)
                && (silent(before, Market.QUIET, said.at()) || toldQuiet(before))) {
            live.persist(new PoolCommand.Woke(live.id(), before.epoch(), held.seat()));
        }
    }

    /// Also where a word of another node came too late to keep it from being told.
    private boolean toldQuiet(Conversation state) {
        return quietSince.isPresent() && quietSince.equals(state.silentSince());
    }

    private static boolean silent(Conversation state, Duration lasts, Instant at) {
        return state.silentSince().filter(s -> !s.plus(lasts).isAfter(at)).isPresent();
    }
}
