package dev.switchboard.gateway.pools;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Withdrawal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A seat whose socket is on this node, and what it was told of offers: a leader that is new, or
/// one of two, says things again, and the seat hears each once.
///
/// What it is told comes on one event loop.
final class LocalSeat {

    private static final int ENDED_MAX = 256;

    private final SeatPeer peer;
    private final Profile profile;
    private final Set<String> offers = new LinkedHashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private volatile int link;

    LocalSeat(SeatPeer peer, Profile profile) {
        this.peer = peer;
        this.profile = profile;
    }

    SeatPeer peer() {
        return peer;
    }

    Profile profile() {
        return profile;
    }

    /// What the pool calls the socket. A pool that has counted a connection as lost never takes it
    /// again.
    String connection() {
        return link == 0 ? peer.connection() : peer.connection() + "~" + link;
    }

    /// Gives the socket a name under which the pool takes it again.
    void relink(int number) {
        link = number;
    }

    /// @param standing the offers that stand
    /// @param asOf the pool's last command by then, where that is known
    void seated(
            String state,
            List<String> conversations,
            Collection<String> standing,
            Optional<CommandId> asOf) {
        // What a leader that died could not take back any more; of two, one may be behind.
        for (String offer : List.copyOf(offers)) {
            if (!standing.contains(offer) && asOf.filter(isBefore(offer)).isEmpty()) {
                withdrawn(offer, Withdrawal.RESCINDED);
            }
        }
        peer.seated(state, conversations);
        conversations.forEach(peer::assigned);
    }

    private static Predicate<CommandId> isBefore(String offer) {
        return command -> command.compareTo(CommandId.ofOffer(offer)) < 0;
    }

    void offered(PoolEffect.Offer offer) {
        if (!ended.contains(offer.offer()) && offers.add(offer.offer())) {
            peer.offered(offer);
        }
    }

    void withdrawn(String offer, Withdrawal why) {
        boolean known = end(offer);
        if (offers.remove(offer)) {
            peer.withdrawn(offer, why);
        } else if (!known && why == Withdrawal.TIMEOUT) {
            peer.neverAsked();
        }
    }

    void refused(String offer) {
        end(offer);
        offers.remove(offer);
        peer.refused(offer);
    }

    /// Whether it was known to have ended.
    private boolean end(String offer) {
        boolean known = !ended.add(offer);
        if (ended.size() > ENDED_MAX) {
            ended.remove(ended.iterator().next());
        }
        return known;
    }
}
