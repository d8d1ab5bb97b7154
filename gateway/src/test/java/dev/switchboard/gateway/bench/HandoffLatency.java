package dev.switchboard.gateway.bench;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How long a handoff that was decided on one node takes to lie before an agent on another.
///
/// Two nodes in processes of their own on one Redis: node A leads the pool and has the customers,
/// node B has the seats. Customers ask for a person at a steady rate; seats accept and end. The time
/// runs from `accepted`, which a customer is sent once the handoff is committed, to the `offer`; and
/// from the customer's request to the `offer`. All clocks are this process's.
///
///     mvn -q -pl routing,gateway test-compile dependency:build-classpath -Dmdep.outputFile=target/test.cp
///     (cd gateway && java -cp target/classes:target/test-classes:$(cat target/test.cp) \
///         dev.switchboard.gateway.bench.HandoffLatency 1000 200 30)
///
/// with the `java` of a JDK 25; the numbers are seats, handoffs a second, and seconds.
public final class HandoffLatency {

    private static final int WARM_UP_SECONDS = 20;
    private static final int CONNECTING_MAX = 100;
    private static final int CAPACITY = 4;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(100_000));
    private final Map<String, Long> decided = new ConcurrentHashMap<>();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> offered = new ConcurrentHashMap<>();

    private HandoffLatency() {}

    public static void main(String[] args) throws Exception {
        int seats = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        Path data = Files.createTempDirectory("handoff-latency");
        EmbeddedRedis redis = EmbeddedRedis.start(data);
        String[] settings = {"log.level=warn", "connection.heartbeat=5m"};
        URI uri = redis.uri();
        try (var a = NodeProcess.start(data.resolve("a"), uri, settings)) {
            awaitLead(a.port());
            try (var b = NodeProcess.start(data.resolve("b"), uri, settings)) {
                new HandoffLatency().run(a.port(), b.port(), seats, rate, seconds);
            }
        } finally {
            redis.stop();
        }
        System.exit(0);
    }

    private void run(int nodeA, int nodeB, int seats, int rate, int seconds) throws Exception {
        connect(seats, i -> seat(nodeB, i));
        List<Customer> customers = new ArrayList<>();
        int count = rate * (WARM_UP_SECONDS + seconds);
        for (Object customer : connect(count, i -> customer(nodeA, i))) {
            customers.add((Customer) customer);
        }
        System.out.printf("%d seats and %d customers are connected%n", seats, count);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begun + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Customer customer = customers.get(i);
            asked.put(customer.conversation, System.nanoTime());
            customer.socket.writeTextMessage("{\"type\":\"human\",\"id\":\"h\"}");
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (offered.size() < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        List<Customer> counted = customers.subList(rate * WARM_UP_SECONDS, count);
        long missing = counted.stream().filter(c -> !offered.containsKey(c.conversation)).count();
        System.out.printf(
                "%d handoffs at %d/s, %d without an offer%n", counted.size(), rate, missing);
        report("decided -> offer", counted, decided);
        report("asked -> offer", counted, asked);
    }

    private void report(String name, List<Customer> counted, Map<String, Long> from) {
        double[] ms =
                counted.stream()
                        .map(c -> c.conversation)
                        .filter(c -> offered.containsKey(c) && from.containsKey(c))
                        .mapToDouble(c -> (offered.get(c) - from.get(c)) / 1e6)
                        .sorted()
                        .toArray();
        System.out.printf(
                "%-16s median %.2f ms  p99 %.2f ms  p99.9 %.2f ms  max %.2f ms  (%d)%n",
                name,
                ms[ms.length / 2],
                ms[(int) (ms.length * 0.99)],
                ms[(int) (ms.length * 0.999)],
                Arrays.stream(ms).max().orElse(0),
                ms.length);
    }

    private record Customer(WebSocket socket, String conversation) {}

    private interface Connecting {
        Future<?> connect(int i);
    }

    /// So many at a time that the nodes are not flooded.
    private static List<Object> connect(int count, Connecting one) throws Exception {
        var made = new ArrayList<Object>();
        for (int from = 0; from < count; from += CONNECTING_MAX) {
            var some = new ArrayList<Future<?>>();
            for (int i = from; i < Math.min(count, from + CONNECTING_MAX); i++) {
                some.add(one.connect(i));
            }
            var done = new CountDownLatch(1);
            Future.join(some).onComplete(_ -> done.countDown());
            done.await();
            for (Future<?> f : some) {
                if (f.failed()) {
                    throw new IllegalStateException(f.cause());
                }
                made.add(f.result());
            }
        }
        return made;
    }

    private Future<?> seat(int port, int i) {
        String claims =
                new JsonObject()
                        .put("sub", "seat-" + i)
                        .put("role", "agent")
                        .put("name", "seat-" + i)
                        .put("languages", List.of("en"))
                        .put("capacity", CAPACITY)
                        .put("exp", System.currentTimeMillis() / 1000 + 3600)
                        .encode();
        var welcomed = io.vertx.core.Promise.<WebSocket>promise();
        return open(
                        port,
                        "/seat",
                        claims,
                        (socket, frame) -> {
                            switch (frame.getString("type")) {
                                case "welcome" -> {
                                    socket.writeTextMessage(
                                            "{\"type\":\"presence\",\"state\":\"available\"}");
                                    welcomed.tryComplete(socket);
                                }
                                case "offer" -> {
                                    offered.put(frame.getString("conversation"), System.nanoTime());
                                    send(socket, "accept", "offer", frame.getString("offer"));
                                }
                                case "assigned" ->
                                        socket.writeTextMessage(
                                                new JsonObject()
                                                        .put("type", "close")
                                                        .put(
                                                                "conversation",
                                                                frame.getString("conversation"))
                                                        .put("disposition", "solved")
                                                        .encode());
                                default -> {}
                            }
                        })
                .compose(_ -> welcomed.future());
    }

    private Future<?> customer(int port, int i) {
        String claims =
                new JsonObject()
                        .put("sub", "customer-" + i)
                        .put("role", "customer")
                        .put("locale", "en")
                        .put("exp", System.currentTimeMillis() / 1000 + 3600)
                        .encode();
        var welcomed = io.vertx.core.Promise.<Customer>promise();
        var conversation = new String[1];
        return open(
                        port,
                        "/chat",
                        claims,
                        (socket, frame) -> {
                            switch (frame.getString("type")) {
                                case "welcome" -> {
                                    conversation[0] = frame.getString("conversation");
                                    welcomed.tryComplete(new Customer(socket, conversation[0]));
                                }
                                case "accepted" -> decided.put(conversation[0], System.nanoTime());
                                default -> {}
                            }
                        })
                .compose(_ -> welcomed.future());
    }

    private Future<WebSocket> open(
            int port, String path, String claims, BiConsumer<WebSocket, JsonObject> frames) {
        return client.connect(
                        new WebSocketConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setURI(path)
                                .setSubProtocols(
                                        List.of("switchboard.v1", "bearer." + token(claims))))
                .onSuccess(socket -> {
                    socket.textMessageHandler(text -> frames.accept(socket, new JsonObject(text)));
                    socket.writeTextMessage("{\"type\":\"hello\"}");
                });
    }

    private static void send(WebSocket socket, String type, String field, String value) {
        socket.writeTextMessage(new JsonObject().put("type", type).put(field, value).encode());
    }

    private static String token(String claims) {
        try {
            var base64 = Base64.getUrlEncoder().withoutPadding();
            String signed =
                    base64.encodeToString(
                                    "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"
                                            .getBytes(StandardCharsets.UTF_8))
                            + "."
                            + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            TestGateway.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed
                    + "."
                    + base64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLead(int port) {
        while (!TestGateway.get(port, "/metrics").body().contains("switchboard_pool_leads 1.0")) {
            Thread.onSpinWait();
        }
    }
}
