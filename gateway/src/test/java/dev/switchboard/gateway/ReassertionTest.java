package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.RedisTalk;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.OlderCopy;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PoolEye;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Stage;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What nodes know and the store may not: said again, and never against a newer truth.
@Tag("long")
class ReassertionTest {

    @TempDir Path data;
    private EmbeddedRedis redis;
    private TestGateway a;
    private TestGateway b;
    private final String[] settings = {
        "model.embedded.first-token-ms=20", "pool.lease=2s", "cluster.lease=2s"
    };

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        a = TestGateway.start(data.resolve("a"), redis.uri(), settings);
        b = TestGateway.start(data.resolve("b"), redis.uri(), settings);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        redis.stop();
    }

    @Test
    void a_pool_that_was_lost_is_told_again_who_is_at_work_who_holds_what_and_who_waits()
            throws Exception {
        OlderCopy empty = OlderCopy.ofPool(redis.uri());
        try (Peer ana = agent(b, "ana");
                Peer kim = customer("kim");
                Peer lee = customer("lee")) {
            ana.send("presence", "state", "available");
            kim.send("human", "id", "h1");
            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            String kims = ana.next("assigned").getString("conversation");
            kim.next("holder", f -> "agent".equals(f.getString("holder")));
            lee.send("human", "id", "h1");
            String lees = lee.welcome().getString("conversation");
            lee.next("queue");

            empty.restore();
            cutEverybody();

            try (var eye = new PoolEye(redis.uri())) {
                eye.once(pool -> pool.seat("ana").filter(Seat::open).isPresent());
                eye.once(pool -> holds(pool, "ana", kims));
                eye.once(pool -> pool.item(lees).filter(i -> i.stage().queued()).isPresent());
                ana.send("close", "conversation", kims, "disposition", "solved");
                JsonObject offer = ana.next("offer");
                assertThat(offer.getString("conversation")).isEqualTo(lees);
                ana.send("accept", "offer", offer.getString("offer"));
                lee.next("holder", f -> "agent".equals(f.getString("holder")));
            }
            assertThat(ana.isClosed()).isFalse();
            assertThat(kim.isClosed()).isFalse();
            assertThat(lee.isClosed()).isFalse();
        }
    }

    @Test
    void a_socket_that_is_not_there_does_not_close_the_one_that_is() {
        try (var eye = new PoolEye(redis.uri());
                Peer ana = agent(b, "ana");
                Peer kim = customer("kim")) {
            ana.send("presence", "state", "available");
            Seat seat =
                    eye.once(pool -> pool.seat("ana").filter(Seat::open).isPresent())
                            .seat("ana")
                            .orElseThrow();
            // As a command that was given up as lost, and comes after all.
            eye.get(() ->
                    eye.commands()
                            .append(
                                    new PoolCommand.SeatUp(
                                            "ana", seat.profile(), seat.link().node(), "ghost")));
            eye.once(pool ->
                    pool.seat("ana")
                            .filter(s -> s.link().former().contains("ghost"))
                            .filter(s -> s.link().connection().equals(seat.link().connection()))
                            .filter(Seat::open)
                            .isPresent());
            kim.send("human", "id", "h1");
            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            ana.next("assigned");
            assertThat(ana.isClosed()).isFalse();
        }
    }

    @Test
    void a_node_that_slept_does_not_take_a_seat_from_a_newer_socket() {
        try (var eye = new PoolEye(redis.uri());
                NodeProcess sleeper = NodeProcess.start(data.resolve("c"), redis.uri(), settings);
                Peer old = Peer.open(sleeper.port(), "/seat", a.agent("bo", 1, "ga"))) {
            eye.once(pool -> pool.seat("bo").filter(seat -> seat.link().up()).isPresent());
            sleeper.pause();
            eye.once(pool -> pool.seat("bo").filter(seat -> !seat.link().up()).isPresent());
            try (Peer fresh = agent(a, "bo")) {
                fresh.send("presence", "state", "available");
                String connection =
                        eye.once(pool -> pool.seat("bo").filter(Seat::open).isPresent())
                                .seat("bo")
                                .orElseThrow()
                                .link()
                                .connection();
                sleeper.resume();
                assertThat(old.closeCode()).isEqualTo(4409);
                assertThat(eye.now().seat("bo").orElseThrow().link().connection())
                        .isEqualTo(connection);
                assertThat(fresh.isClosed()).isFalse();
            }
        }
    }

    private static boolean holds(Pool pool, String seat, String conversation) {
        return pool.item(conversation)
                .filter(i ->
                        i.stage() instanceof Stage.Assigned assigned
                                && assigned.seat().equals(seat))
                .isPresent();
    }

    /// As a failover does.
    private void cutEverybody() throws Exception {
        try (RedisTalk talk = RedisTalk.to(redis.uri())) {
            talk.say("CLIENT KILL TYPE normal");
        }
    }

    private Peer customer(String sub) {
        return Peer.open(a.port(), "/chat", a.customer(sub, "en"));
    }

    private static Peer agent(TestGateway node, String sub) {
        return Peer.open(node.port(), "/seat", node.agent(sub, 1, "en"));
    }
}
