package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.Afresh;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.kit.Traveller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The proxies' configurations as shipped, but for the ports, in the real proxies: chats go on
/// through them while one node is drained and another killed. SWITCHBOARD_PROXIES=required says
/// that the proxies must be there.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("long")
class ProxiesTest {

    private static final Path CONFIGS = Path.of("..", "config", "deploy").toAbsolutePath();
    private static final int CUSTOMERS = 3;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(strings = {"haproxy", "nginx"})
    void chats_go_on_while_nodes_are_drained_and_killed(String proxy) throws Exception {
        Assumptions.assumeTrue(
                installed(proxy) || "required".equals(System.getenv("SWITCHBOARD_PROXIES")));
        EmbeddedRedis redis = EmbeddedRedis.start(data);
        var over = new AtomicBoolean();
        int port = freePort();
        List<NodeProcess> nodes = nodes(redis);
        Process running = launch(proxy, port, nodes);
        try (var minter = TestGateway.start(data.resolve("m"), redis.uri(), settings())) {
            awaitPort(port, running);
            assertThat(TestGateway.get(port, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(TestGateway.get(port, "/metrics").statusCode()).isEqualTo(404);
            assertThat(TestGateway.get(port, "/admin/drain").statusCode()).isEqualTo(404);
            List<Traveller> customers =
                    IntStream.range(0, CUSTOMERS)
                            .mapToObj(i ->
                                    new Traveller(
                                            "/chat", minter.customer("c" + i, "sv"), () -> port))
                            .toList();
            List<CompletableFuture<Void>> chats =
                    customers.stream()
                            .map(c ->
                                    CompletableFuture.runAsync(
                                            () -> chat(c, over), Thread::startVirtualThread))
                            .toList();

            nodes.get(0).tellToEnd();
            assertThat(nodes.get(0).exitStatus()).isZero();
            customers.forEach(Traveller::expectLoss);
            nodes.get(1).kill();

            over.set(true);
            chats.forEach(CompletableFuture::join);
            assertThat(customers)
                    .allSatisfy(c -> {
                        assertThat(c.heard()).noneMatch(f -> f.getString("type").equals("error"));
                        // All of them are at the last node by now, unless none was to begin with.
                        c.say("last", "Tack");
                    });
            assertThat(customers.stream().mapToInt(Traveller::moves).sum()).isPositive();
        } finally {
            running.destroy();
            running.waitFor();
            nodes.forEach(NodeProcess::close);
            redis.stop();
        }
    }

    /// Asks one question after another, each when the one before has been answered.
    private static void chat(Traveller customer, AtomicBoolean over) {
        for (int i = 0; i == 0 || !over.get(); i++) {
            long seq = customer.say("m" + i, Afresh.asked(StoryTest.SWEDISH_REFUND));
            customer.hear(
                    "the answer to m" + i,
                    f -> f.getString("type").equals("turn") && f.getLong("seq", 0L) > seq);
        }
    }

    private List<NodeProcess> nodes(EmbeddedRedis redis) {
        List<CompletableFuture<NodeProcess>> starting =
                IntStream.range(0, 3)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(() ->
                                        NodeProcess.start(
                                                data.resolve("n"), redis.uri(), settings())))
                        .toList();
        return starting.stream().map(CompletableFuture::join).toList();
    }

    private static String[] settings() {
        return new String[] {
            "model.embedded.first-token-ms=20",
            // A busy machine is not what is tested here.
            "redis.timeout=20s",
            "connection.hello-timeout=60s",
            "assistant.turns-max=10000",
            "assistant.cost-max=2000000000",
            "model.embedded.tokens-per-second=60",
            "cluster.lease=2s",
            "drain.spread=1s"
        };
    }

    private Process launch(String proxy, int port, List<NodeProcess> nodes) throws IOException {
        String file = proxy.equals("haproxy") ? "haproxy.cfg" : "nginx.conf";
        String text = Files.readString(CONFIGS.resolve(file));
        var ports =
                Map.of(
                        "127.0.0.1:8000", port,
                        "127.0.0.1:8080", nodes.get(0).port(),
                        "127.0.0.1:8081", nodes.get(1).port(),
                        "127.0.0.1:8082", nodes.get(2).port());
        for (var replaced : ports.entrySet()) {
            assertThat(text).contains(replaced.getKey());
            text =
                    text.replaceAll(
                            "(?m)^( *[^# ].*)" + replaced.getKey(),
                            "$1127.0.0.1:@" + replaced.getValue());
        }
        Path config = Files.writeString(data.resolve(file), text.replace(":@", ":"));
        List<String> command =
                proxy.equals("haproxy")
                        ? List.of("haproxy", "-db", "-f", config.toString())
                        : List.of(
                                "nginx",
                                "-c",
                                config.toString(),
                                "-g",
                                "daemon off; pid " + data.resolve("nginx.pid") + ";");
        Path log = data.resolve("proxy.log");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static boolean installed(String proxy) {
        return Files.isExecutable(Path.of("/usr/sbin", proxy));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port, Process proxy) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            assertThat(proxy.isAlive()).isTrue();
            assertThat(System.nanoTime()).as("the proxy listens in time").isLessThan(deadline);
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
    }
}
