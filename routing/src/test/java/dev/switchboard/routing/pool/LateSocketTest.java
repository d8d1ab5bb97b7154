package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.PoolCommand.NodeLost;
import dev.switchboard.routing.pool.PoolCommand.Presence;
import dev.switchboard.routing.pool.PoolCommand.SeatLost;
import dev.switchboard.routing.pool.PoolCommand.SeatUp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sockets of one seat whose commands come in another order than the sockets did.
///
/// Found by the simulator: a node that could not reach the store filed its seat's coming late,
/// after the agent had come back on another node. The late socket took the seat, ended, and left
/// the agent, who was there, without offers for good.
class LateSocketTest {

    private static final Profile ANA = Profile.of("Ana", List.of("sv"), List.of(), 2, List.of());

    private Pool pool = Pool.empty("pool", RoutingPolicy.DEFAULT);
    private long ms = 1_000;

    @Test
    void a_seat_is_with_its_newest_socket_again_once_a_late_older_one_ends() {
        step(up("new", "node-b"), new Presence("ana", Presence.State.AVAILABLE));
        step(up("old", "node-a"), new SeatLost("ana", "old"));

        assertThat(link().connection()).isEqualTo("new");
        assertThat(link().node()).isEqualTo("node-b");
        assertThat(step(enqueue("c1"))).anyMatch(PoolEffect.Offer.class::isInstance);
    }

    @Test
    void what_was_offered_meanwhile_is_put_before_the_socket_that_has_the_seat_again() {
        step(up("new", "node-b"), new Presence("ana", Presence.State.AVAILABLE));
        step(up("old", "node-a"), enqueue("c1"));

        assertThat(step(new SeatLost("ana", "old"))).anyMatch(PoolEffect.Offer.class::isInstance);
    }

    @Test
    void a_socket_that_was_reported_gone_does_not_get_the_seat_back() {
        step(up("first", "node-a"), up("second", "node-b"), new SeatLost("ana", "first"));
        step(new SeatLost("ana", "second"));

        assertThat(link().up()).isFalse();
    }

    @Test
    void a_socket_of_a_lost_node_does_not_get_the_seat_back() {
        step(up("first", "node-a"), up("second", "node-b"), new NodeLost("node-a"));
        step(new SeatLost("ana", "second"));

        assertThat(link().up()).isFalse();
    }

    @Test
    void a_lost_node_loses_the_seat_to_the_socket_on_another() {
        step(up("first", "node-a"), up("second", "node-b"), new NodeLost("node-b"));

        assertThat(link().connection()).isEqualTo("first");
        assertThat(link().up()).isTrue();
    }

    private Link link() {
        return pool.seat("ana").orElseThrow().link();
    }

    private static SeatUp up(String connection, String node) {
        return new SeatUp("ana", ANA, node, connection);
    }

    private static PoolCommand enqueue(String conversation) {
        return new PoolCommand.Enqueue(
                conversation,
                1,
                new Subject("customer", Reason.DIRECT_REQUEST, ""),
                new Need("sv", Optional.empty(), new Target.Anybody(), Optional.empty()),
                Optional.empty(),
                List.of());
    }

    /// @return the last one's effects
    private List<PoolEffect> step(PoolCommand... commands) {
        List<PoolEffect> effects = List.of();
        for (PoolCommand command : commands) {
            Step step = PoolRules.step(pool, command, new CommandId(ms++, 0));
            pool = step.pool();
            effects = step.effects();
        }
        return effects;
    }
}
