package dev.switchboard.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals and exit statuses, which only a process of its own has.
@Timeout(60)
class NodeRunTest {
    /// Also in the environment of the process, where a real one's would be.
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";

    @TempDir private Path directory;
    private Process process;
    private BufferedReader out;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void a_signal_stops_the_node_and_the_status_is_0(String signal)
            throws IOException, InterruptedException {
        start("stops", "--port", "4711");
        assertThat(out.readLine()).isEqualTo("listening on http://127.0.0.1:4711");
        assertThat(out.readLine()).isEqualTo("chat with the assistant: http://127.0.0.1:4711/");
        assertThat(out.readLine())
                .isEqualTo("answer as an agent:      http://127.0.0.1:4711/agent");

        signal(signal);

        assertThat(out.readLine()).isEqualTo("let go");
        assertThat(process.waitFor()).isEqualTo(0);
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_second_signal_hastens_the_end() throws IOException, InterruptedException {
        start("drains");
        assertThat(out.readLine()).startsWith("listening on ");
        assertThat(out.readLine()).startsWith("chat ");
        assertThat(out.readLine()).startsWith("answer ");
        signal("TERM");
        assertThat(out.readLine()).isEqualTo("let go");

        signal("INT");

        assertThat(out.readLine()).isEqualTo("hurries");
        assertThat(process.waitFor()).isEqualTo(0);
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_node_that_was_told_to_end_over_http_ends_as_at_a_signal()
            throws IOException, InterruptedException {
        start("is-dismissed");

        assertThat(process.waitFor()).isEqualTo(0);
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_node_that_does_not_stop_in_time_is_ended() throws IOException, InterruptedException {
        start("hangs", "--set", "stop-timeout=100ms");
        assertThat(out.readLine()).startsWith("listening on ");

        signal("TERM");

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(errors())
                .isEqualTo(
                        "Stopping took longer than stop-timeout (100 ms), so it was cut short.\n");
    }

    @Test
    void a_node_that_fails_to_stop_says_why() throws IOException, InterruptedException {
        start("fails-to-stop");
        assertThat(out.readLine()).startsWith("listening on ");

        signal("TERM");

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(errors()).startsWith("Stopping failed: ").contains("the door is stuck");
    }

    @Test
    void a_node_that_is_still_starting_can_be_ended() throws IOException, InterruptedException {
        start("starts-forever", "--set", "stop-timeout=100ms");
        assertThat(out.readLine()).isEqualTo("starting");

        signal("TERM");

        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void with_tls_the_address_is_https() throws IOException {
        start("stops", "--set", "tls.certificate=c", "--set", "tls.key=k", "--port", "1");

        assertThat(out.readLine()).isEqualTo("listening on https://127.0.0.1:1");
    }

    @Test
    void where_it_listens_everywhere_the_pages_have_an_address_that_a_browser_can_go_to()
            throws IOException {
        start("stops", "--host", "0.0.0.0", "--port", "1");

        assertThat(out.readLine()).isEqualTo("listening on http://0.0.0.0:1");
        assertThat(out.readLine()).endsWith(" http://localhost:1/");
    }

    @Test
    void a_flight_recording_is_written_when_the_node_has_ended_and_holds_no_secret()
            throws IOException, InterruptedException {
        Path file = directory.resolve("node.jfr");
        start("stops", "--jfr", file.toString(), "--set", "auth.secret=" + SECRET);
        assertThat(out.readLine()).startsWith("listening on ");

        signal("TERM");

        assertThat(process.waitFor()).isEqualTo(0);
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.CPUInformation", "jdk.ActiveRecording");
        assertThat(events).noneMatch(event -> event.toString().contains(SECRET));
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_flight_recording_that_cannot_be_written_is_told_before_the_start()
            throws IOException, InterruptedException {
        start("stops", "--jfr", directory.resolve("nowhere/node.jfr").toString());

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors()).contains("nowhere/node.jfr cannot be written: ");
        assertThat(out.readLine()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"info,1", "warn,1", "error,0"})
    void what_libraries_log_otherwise_is_json_of_the_level_asked_for(String level, int lines)
            throws IOException {
        start("logs", "--set", "log.level=" + level);
        assertThat(out.readLine()).startsWith("listening on ");

        assertThat(errors().lines()).hasSize(lines);
        assertThat(errors().lines())
                .allMatch(line ->
                        line.startsWith("{")
                                && line.contains("\"formattedMessage\":\"by another road\""));
    }

    private void start(String behaviour, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PretendedNode.class.getName(), behaviour));
        command.addAll(
                List.of("--config", Files.createFile(directory.resolve("test.yaml")).toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        builder.environment().put("SWITCHBOARD_MODEL_KEY", SECRET);
        process = builder.redirectError(directory.resolve("stderr").toFile()).start();
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid()).start().waitFor();
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }
}
