package dev.switchboard.gateway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/// A client that goes by the protocol: sent away, it comes back within the time it was told, says
/// what it has seen, and sends again what was not accepted.
public final class Traveller implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MS = 50;
    private static final int RESTARTING = 1012;

    private final String path;
    private final String token;
    private final IntSupplier ports;
    private final List<Peer> peers = new ArrayList<>();
    private volatile boolean losable;

    /// @param ports of the nodes, or of what is before them; any of them may refuse
    public Traveller(String path, String token, IntSupplier ports) {
        this.path = path;
        this.token = token;
        this.ports = ports;
        arrive();
    }

    /// Its present socket.
    public Peer peer() {
        return peers.getLast();
    }

    /// How often it was sent away.
    public int moves() {
        return peers.size() - 1;
    }

    /// Says it, on as many sockets as it takes, until it is accepted.
    public long say(String id, String text, Object... more) {
        while (true) {
            try {
                int from = peer().all().size();
                var frame = new JsonObject().put("type", "say").put("id", id).put("text", text);
                for (int i = 0; i < more.length; i += 2) {
                    frame.put((String) more[i], more[i + 1]);
                }
                peer().send(frame);
                peer().once(
                                "accepted " + id,
                                frames ->
                                        frames.subList(from, frames.size()).stream()
                                                .anyMatch(f -> is(f, "accepted", id)));
                return peer().all("accepted").stream()
                        .filter(f -> is(f, "accepted", id))
                        .toList()
                        .getLast()
                        .getLong("seq");
            } catch (AssertionError | CompletionException closed) {
                move(closed);
            }
        }
    }

    /// Waits on as many sockets as it takes until it has been sent such a frame.
    public void hear(String what, Predicate<JsonObject> such) {
        while (true) {
            try {
                peer().once(what, _ -> heard().stream().anyMatch(such));
                return;
            } catch (AssertionError closed) {
                move(closed);
            }
        }
    }

    /// Every frame of all its sockets.
    public List<JsonObject> heard() {
        return peers.stream().flatMap(p -> p.all().stream()).toList();
    }

    private void move(Throwable why) {
        if (!peer().isClosed() && !(why instanceof CompletionException)) {
            throw new AssertionError(why);
        }
        int code = peer().closeCode();
        if (code == RESTARTING) {
            long within = peer().all("goodbye").getLast().getLong("reconnectAfter") * 1_000;
            sleep((long) (Math.random() * within));
        } else {
            assertThat(losable).as("closed with %d", code).isTrue();
        }
        arrive();
    }

    /// From here on its connection may also be lost without a word.
    public void expectLoss() {
        losable = true;
    }

    private void arrive() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Peer fresh = Peer.connect(ports.getAsInt(), path, token);
                peers.add(fresh);
                var hello = new JsonObject().put("type", "hello");
                long seen = heard().stream().mapToLong(f -> f.getLong("seq", 0L)).max().orElse(0);
                fresh.send(seen > 0 ? hello.put("after", seen) : hello);
                fresh.next("welcome");
                return;
            } catch (IllegalStateException refused) {
                if (System.nanoTime() > deadline) {
                    throw refused;
                }
                sleep(PAUSE_MS);
            } catch (AssertionError | CompletionException closed) {
                int code = peer().closeCode();
                assertThat(losable || code == RESTARTING)
                        .as("closed with %d: %s", code, peer().all())
                        .isTrue();
            }
        }
    }

    private static boolean is(JsonObject frame, String type, String id) {
        return type.equals(frame.getString("type")) && id.equals(frame.getString("id"));
    }

    /// The pause that the protocol asks of a client.
    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        peer().cut();
    }
}
