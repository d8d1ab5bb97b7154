package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fuzzing client of the Autobahn test suite at a node's door. It is Python, run by Jython; the
/// profile `conformance` has both. Compression (12 and 13) is not offered here.
///
/// `-Dconformance.cases=1.*,2.*` plays a part, `-Dconformance.set=KEY=VALUE,…` has the door
/// configured otherwise.
@Tag("conformance")
class AutobahnTest {

    private static final long PATIENCE_MINUTES = 45;
    private static final Path TOOLS = Path.of("target", "conformance-lib").toAbsolutePath();
    private static final Path JYTHON = TOOLS.resolve("jython-standalone.jar");
    private static final Path SUITE = TOOLS.resolve("autobahntestsuite-maven-plugin.jar");
    private static final Path REPORT = Path.of("target", "conformance");
    private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

    private static final String TOO_LARGE =
            "{'type':'error','code':'too-large','message':'a frame has at most 1048576 bytes'}";

    /// What the door does otherwise than the suite would have it: cases by what is to be found in
    /// their reports.
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    // The protocol has no binary frames.
                    "1\\.2\\..*|9\\.2\\.[1-4]|9\\.[468]\\..*",
                    "\"remoteCloseCode\":1003",
                    // A text above frame-bytes-max, in one piece or many, is answered by an error
                    // of
                    // so many characters.
                    "9\\.1\\.4|9\\.3\\..*",
                    "but got %d.".formatted(TOO_LARGE.length()),
                    // Four times that, of whatever kind, is not even read.
                    "9\\.1\\.[56]|9\\.2\\.[56]",
                    "\"remoteCloseCode\":1009");

    private static final String SCRIPT =
            """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            from autobahntestsuite import wstest
            def plain(it):
                if isinstance(it, dict):
                    return dict((plain(k), plain(v)) for k, v in it.items())
                if isinstance(it, list):
                    return [plain(each) for each in it]
                return it.encode() if isinstance(it, unicode) else it
            spec = plain(json.load(open(sys.argv[2])))
            wstest.start({'mode': 'fuzzingclient', 'debug': False}, spec)
            """;

    @TempDir Path data;

    @Test
    void every_case_ends_as_it_should() throws Exception {
        try (EchoServer echo = EchoServer.start(data, listed("conformance.set", ""))) {
            play(echo);
        }
        JsonNode cases =
                new ObjectMapper().readTree(REPORT.resolve("index.json").toFile()).path("door");
        assertThat(cases.size()).isPositive();
        var failed = new TreeMap<String, String>();
        cases.properties()
                .forEach(each -> {
                    if (!isGood(each.getKey(), each.getValue())) {
                        failed.put(each.getKey(), each.getValue().toString());
                    }
                });
        System.out.printf("Autobahn: %d cases, %d failed%n", cases.size(), failed.size());
        assertThat(failed).as("see %s/index.html", REPORT.toAbsolutePath()).isEmpty();
    }

    private static boolean isGood(String name, JsonNode result) {
        for (var otherwise : OTHERWISE.entrySet()) {
            if (name.matches(otherwise.getKey())) {
                return report(result).contains(otherwise.getValue());
            }
        }
        return GOOD.contains(result.path("behavior").asText())
                && GOOD.contains(result.path("behaviorClose").asText());
    }

    private static String report(JsonNode result) {
        try {
            Path file = REPORT.resolve(result.path("reportfile").asText());
            return new ObjectMapper().readTree(file.toFile()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void play(EchoServer echo) throws Exception {
        var mapper = new ObjectMapper();
        var spec = mapper.createObjectNode().put("outdir", REPORT.toAbsolutePath().toString());
        var server = spec.putArray("servers").addObject().put("agent", "door");
        server.put("url", "ws://127.0.0.1:" + echo.port() + "/chat");
        server.putArray("protocols").add("switchboard.v1").add("bearer." + echo.token());
        server.putObject("options").put("version", 18);
        String all = "1.*,2.*,3.*,4.*,5.*,6.*,7.*,9.*,10.*";
        var cases = spec.putArray("cases");
        Arrays.stream(listed("conformance.cases", all)).forEach(cases::add);
        spec.putArray("exclude-cases");
        spec.putObject("exclude-agent-cases");
        Path file = data.resolve("spec.json");
        mapper.writeValue(file.toFile(), spec);
        Files.createDirectories(REPORT);
        Files.deleteIfExists(REPORT.resolve("index.json"));
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", JYTHON.toString()));
        command.addAll(List.of("org.python.util.jython", "-c", SCRIPT));
        command.addAll(List.of(SUITE.toString(), file.toString()));
        Process client =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(REPORT.resolve("client.log").toFile())
                        .start();
        try {
            assertThat(client.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            client.destroyForcibly();
        }
        assertThat(REPORT.resolve("index.json")).exists();
    }

    private static String[] listed(String property, String otherwise) {
        String listed = System.getProperty(property, otherwise);
        return listed.isEmpty() ? new String[0] : listed.split(",");
    }
}
