package dev.switchboard.gateway.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Redis process and the small shell that ends it with this one.
///
/// The shell holds the reading end of a pipe whose only writing end is here. However this process
/// ends, SIGKILL included, the kernel closes the pipe, and the shell ends Redis. It has a session
/// of its own, so that Ctrl-C in a terminal reaches this process alone, which then stops Redis
/// last.
final class EmbeddedRedisProcess {
    /// Exit status of the shell where another Redis still holds the files.
    static final int STILL_HELD = 75;

    private static final Duration STOP = Duration.ofSeconds(5);

    /// `$1` the server, `$2` its configuration, `$3` the file that it keeps locked. The lock
    /// travels with descriptor 9, which Redis inherits and all others close.
    private static final String SHELL =
            """
            exec 3<&0 </dev/null
            if command -v flock >/dev/null; then
              exec 9>>"$3"
              flock -w 10 9 || exit 75
            fi
            "$1" "$2" 3<&- &
            redis=$!
            exec 9>&-
            {
              while read -r _; do :; done
              kill -TERM $redis
              tries=0
              while kill -0 $redis && [ $tries -lt 30 ]; do
                sleep 0.1
                tries=$((tries + 1))
              done
              kill -KILL $redis
            } <&3 2>/dev/null &
            watch=$!
            exec 3<&-
            wait $redis
            status=$?
            kill -KILL $watch
            exit $status
            """;

    private final Process process;

    private EmbeddedRedisProcess(Process process) {
        this.process = process;
    }

    /// Launches `binary` with `config`; whether it is ready is another question.
    static EmbeddedRedisProcess launch(
            EmbeddedRedisBinary binary, Path config, EmbeddedRedisDirectory directory)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (onPath("setsid")) {
            command.add("setsid");
        }
        command.addAll(List.of("sh", "-c", SHELL, "switchboard-redis"));
        command.add(binary.file().toString());
        command.add(config.toString());
        command.add(directory.serverLock().toString());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.path().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SWITCHBOARD_"));
        return new EmbeddedRedisProcess(builder.start());
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Waits for the end.
    ///
    /// @return the exit status
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /// Whether it takes commands at `port` by now. Only this server knows `password`, so that
    /// another program that took the port first is not mistaken for it.
    static boolean answers(int port, String password) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            socket.setSoTimeout(1_000);
            OutputStream out = socket.getOutputStream();
            out.write("AUTH %s\r\nPING\r\n".formatted(password).getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return "+OK".equals(in.readLine()) && "+PONG".equals(in.readLine());
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Ends Redis as the end of this process would, and waits for it, within bounds.
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
