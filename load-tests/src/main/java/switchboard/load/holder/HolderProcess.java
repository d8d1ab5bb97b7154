package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import switchboard.load.Json;

/// A [Holder] in a process of its own.
final class HolderProcess {

    private final Process process;
    private final Thread reader;
    private volatile JsonNode last = Json.object();

    private HolderProcess(Process process) {
        this.process = process;
        // A read of a pipe holds a virtual thread's carrier, of which there are few.
        reader = Thread.ofPlatform().daemon().start(this::readAll);
    }

    static HolderProcess start(
            List<String> options, String secret, List<String> javaOpts, Path errors) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dio.netty.leakDetection.level=disabled",
                                "-Djava.net.preferIPv4Stack=true"));
        command.addAll(javaOpts);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Holder.class.getName()));
        command.addAll(options);
        var builder = new ProcessBuilder(command);
        builder.environment().put(Holder.SECRET, secret);
        return new HolderProcess(ChildProcess.start(builder, errors));
    }

    private void readAll() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Json.read(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it said last.
    JsonNode last() {
        return last;
    }

    long welcomed() {
        return last.path("welcomed").asLong();
    }

    /// Has it run on one core alone.
    void bind(int core) {
        ChildProcess.bind(process, core);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void tell(Holder.Order order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended by itself.
        }
    }

    boolean hasConcluded() {
        return last.path("concluded").asBoolean();
    }

    /// Tells it that all is over.
    void finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself.
        }
    }

    /// @return its exit status
    int awaitEnd() throws InterruptedException {
        int status = process.waitFor();
        reader.join();
        return status;
    }
}
