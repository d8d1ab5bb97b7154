package dev.switchboard.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.Main;
import dev.switchboard.gateway.kit.Peer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A fleet started by its one command, as a process of its own.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Tag("long")
class FleetTest {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir private Path data;
    private Process fleet;
    private BufferedReader out;

    @AfterEach
    void end() {
        if (fleet != null) {
            fleet.descendants().forEach(ProcessHandle::destroyForcibly);
            fleet.destroyForcibly();
        }
    }

    @Test
    void nodes_share_what_they_must_come_back_when_killed_and_end_together() throws Exception {
        List<Integer> ports = start();
        String token = token(ports.getFirst());
        try (Peer phone = Peer.open(ports.getFirst(), "/chat", token);
                Peer laptop = Peer.open(ports.getLast(), "/chat", token)) {
            phone.send("say", "id", "m1", "text", "hello from one node");
            laptop.next("said", f -> "m1".equals(f.getString("id")));
        }

        ProcessHandle killed = node(ports.getFirst());
        killed.destroyForcibly();
        killed.onExit().join();
        Peer again = comesBack(ports.getFirst(), token);
        again.next("said", f -> "m1".equals(f.getString("id")));
        assertThat(errors()).contains("node1 | ended with status 137, and starts again in 1 s");

        signal("HUP");
        assertThat(out.readLine()).isEqualTo("fleet has restarted");
        assertThat(again.closeCode()).isEqualTo(1012);
        assertThat(errors())
                .as("they drain, as nobody else is told to end")
                .contains("node1 | {", "{\"stage\":\"customers\"}");
        signal("HUP");
        assertThat(out.readLine()).isEqualTo("fleet has restarted");

        List<ProcessHandle> all = fleet.descendants().toList();
        signal("TERM");
        assertThat(fleet.waitFor()).isZero();
        all.forEach(process -> process.onExit().join());
    }

    @Test
    void nothing_is_left_when_the_fleet_is_killed() throws Exception {
        start();
        List<ProcessHandle> all = fleet.descendants().toList();

        fleet.destroyForcibly();

        all.forEach(process -> process.onExit().join());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nodes 0|--nodes: from 1 to 16 are possible (--help lists what there is)",
                "--nodes 17|--nodes: from 1 to 16 are possible (--help lists what there is)",
                "--port 65534|--port: 3 nodes from port 65534 on would need ports above 65535"
                        + " (--help lists what there is)"
            })
    void what_cannot_be_is_refused(String options, String why) {
        var errors = new StringWriter();
        String[] args = ("fleet " + options).split(" ");

        int status =
                SwitchboardCommand.execute(
                        _ -> {
                            throw new AssertionError("started");
                        },
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(errors),
                        args);

        assertThat(status).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(errors).hasToString(why + System.lineSeparator());
    }

    private List<Integer> start() throws IOException {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator));
        fleet =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.net.preferIPv4Stack=true",
                                // As on a machine with two cores.
                                "-Djdk.virtualThreadScheduler.parallelism=2",
                                "-cp",
                                classPath,
                                Main.class.getName(),
                                "fleet",
                                "--nodes",
                                "2",
                                "--port",
                                "0",
                                "--data",
                                data.toString(),
                                "--set",
                                "redis.timeout=20s")
                        .directory(Path.of("..").toFile())
                        .redirectError(data.resolve("errors").toFile())
                        .start();
        out =
                new BufferedReader(
                        new InputStreamReader(fleet.getInputStream(), StandardCharsets.UTF_8));
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < 2; i++) {
            String line = String.valueOf(out.readLine());
            assertThat(line).as(errors()).startsWith("listening on http://127.0.0.1:");
            ports.add(Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
        }
        assertThat(out.readLine()).isEqualTo("fleet is ready: 2 nodes");
        assertThat(out.readLine()).endsWith(ports.getFirst() + "/");
        assertThat(out.readLine()).endsWith(ports.getLast() + "/agent");
        return ports;
    }

    private ProcessHandle node(int port) throws IOException {
        // Which of them listens there is asked of the one who started them, by their order.
        List<ProcessHandle> nodes =
                fleet.children()
                        .filter(p -> p.info().command().filter(c -> c.endsWith("java")).isPresent())
                        .toList();
        for (ProcessHandle node : nodes) {
            if (listens(node, port)) {
                return node;
            }
        }
        throw new AssertionError("nobody listens at " + port);
    }

    private static boolean listens(ProcessHandle process, int port) throws IOException {
        String hex = "0100007F:%04X".formatted(port);
        List<String> inodes =
                Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                        .map(line -> line.strip().split(" +"))
                        .filter(f -> f.length > 9 && f[1].equals(hex) && f[3].equals("0A"))
                        .map(f -> "socket:[" + f[9] + "]")
                        .toList();
        try (var open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path descriptor : open.toList()) {
                if (Files.isSymbolicLink(descriptor)
                        && inodes.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Peer comesBack(int port, String token) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return Peer.open(port, "/chat", token, new JsonObject().put("after", 0));
            } catch (IllegalStateException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private static String token(int port) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/demo/token"))
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"sub\":\"kim\",\"role\":\"customer\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return new JsonObject(answer.body()).getString("token");
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + fleet.pid()).start().waitFor();
    }

    private String errors() throws IOException {
        return Files.readString(data.resolve("errors"));
    }
}
