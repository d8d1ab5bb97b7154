package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.RawPeer;
import dev.switchboard.gateway.kit.Signals;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis goes away and comes back: nothing is accepted that is not stored, nothing stored twice.
class RedisAwayTest {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir Path data;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                TestGateway.start(
                        data,
                        "redis.timeout=300ms",
                        "connection.hello-timeout=2s",
                        "connection.handshakes-in-flight-max=1",
                        "connection.frames-per-second-max=2000",
                        "connection.frames-burst-max=2000",
                        "connection.person-frames-per-second-max=2000");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_frozen_redis_is_unavailable_and_then_goes_on() throws Exception {
        try (Peer kim = customer("kim")) {
            kim.send("say", "id", "m1", "text", "I need a representative");
            kim.next("accepted");
            signal("STOP");
            try {
                kim.send("say", "id", "m2", "text", "are you there?");
                assertThat(kim.next("error").getString("code")).isEqualTo("unavailable");
                assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(503);
            } finally {
                signal("CONT");
            }
            sayUntilAccepted(kim, "m2");
            assertThat(stored("kim")).containsExactly("m1", "m2");
        }
    }

    @Test
    void a_killed_redis_comes_back_with_everything_that_was_accepted() throws Exception {
        try (Peer lee = customer("lee")) {
            lee.send("say", "id", "m1", "text", "I need a representative");
            lee.next("accepted");
            signal("KILL");
            sayUntilAccepted(lee, "m2");
            assertThat(stored("lee")).containsExactly("m1", "m2");
        }
    }

    /// However long the store is away, its customers do not pay for another handshake.
    @Test
    void who_is_to_say_hello_again_has_the_time_for_it_and_keeps_others_out() throws Exception {
        int answers = 12;
        try (Peer ida = Peer.connect(gateway.port(), "/chat", gateway.customer("ida", "en"))) {
            String next = gateway.customer("next", "en");
            signal("STOP");
            try {
                for (int i = 0; i < answers; i++) {
                    ida.send("hello");
                    assertThat(ida.next("error").getString("code")).isEqualTo("unavailable");
                }
                try (var peer = RawPeer.connect(gateway.port())) {
                    assertThat(peer.handshake("/chat", next).status()).isEqualTo(503);
                }
            } finally {
                signal("CONT");
            }
            sayHelloUntilWelcome(ida);
            try (var peer = RawPeer.connect(gateway.port())) {
                assertThat(peer.handshake("/chat", next).status()).isEqualTo(101);
            }
        }
    }

    /// Who only waited until the store is back could be sent away for silence meanwhile.
    private static void sayHelloUntilWelcome(Peer peer) {
        Predicate<JsonObject> answer =
                f -> List.of("welcome", "error").contains(f.getString("type"));
        int answers = peer.all().size();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (peer.all("welcome").isEmpty()) {
            assertThat(System.nanoTime()).as("welcome in time").isLessThan(deadline);
            peer.send("hello");
            int heard = answers;
            peer.once(
                    "an answer to hello",
                    all -> all.subList(heard, all.size()).stream().anyMatch(answer));
            answers = peer.all().size();
        }
    }

    private void sayUntilAccepted(Peer peer, String id) {
        int heard = peer.all().size();
        while (true) {
            awaitReady();
            peer.send("say", "id", id, "text", "are you there?");
            JsonObject answer = peer.answerTo(id, heard);
            if (answer.getString("type").equals("accepted")) {
                return;
            }
            assertThat(answer.getString("code")).isEqualTo("unavailable");
            heard = peer.all().size();
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (gateway.get("/health/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as("ready in time").isLessThan(deadline);
        }
    }

    private List<String> stored(String sub) {
        try (Peer reader = customer(sub)) {
            long last = reader.welcome().getLong("seq");
            reader.next("holder", f -> true);
            // Either the customer's last word, or the gateway's that nobody is at a seat.
            reader.next("said", f -> f.getLong("seq") == last);
            return reader.all("said").stream()
                    .filter(f -> f.getJsonObject("from").getString("kind").equals("customer"))
                    .map(f -> f.getString("id"))
                    .toList();
        }
    }

    private Peer customer(String sub) {
        return Peer.open(gateway.port(), "/chat", gateway.customer(sub, "en"));
    }

    private static void signal(String signal) {
        ProcessHandle redis =
                ProcessHandle.current()
                        .descendants()
                        // Debian installs its server as a link to another of its programs.
                        .filter(p -> p.info().command().orElse("").contains("redis-"))
                        .findFirst()
                        .orElseThrow();
        Signals.send(redis.pid(), signal);
    }
}
