package dev.switchboard.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One node of a [Fleet]: a process that is started again whenever it ends and nobody wanted that.
///
/// It ends when its standard input does. The only writing end of that pipe is here, so that the
/// kernel closes it however this process ends.
final class FleetNode {

    private static final String LISTENING = "listening on ";
    private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    /// Who lived as long as this did not die of its start.
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private final String name;
    private final List<String> again;
    private final Map<String, String> environment;
    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int port;
    private int starts;
    private String address = "";
    private boolean listens;
    private boolean gaveUp;
    private boolean ending;
    private Optional<Process> process = Optional.empty();

    /// @param port 0 for any, which it keeps
    /// @param err takes what the node writes there, each line with its name in front
    FleetNode(
            String name,
            int port,
            List<String> again,
            Map<String, String> environment,
            PrintWriter err) {
        this.name = name;
        this.port = port;
        this.again = again;
        this.environment = environment;
        this.err = err;
    }

    /// Starts it.
    void begin() {
        Thread.ofVirtual().name(name).start(this::keep);
    }

    /// Where it listens.
    synchronized String address() {
        return address;
    }

    /// Whether it has ever listened.
    synchronized boolean hasListened() {
        return !address.isEmpty();
    }

    /// Waits until it listens for the first time.
    ///
    /// @return false where it ended instead
    synchronized boolean awaitStart() throws InterruptedException {
        while (!listens && !gaveUp) {
            wait();
        }
        return listens;
    }

    /// Has it drain and end, and waits until the next one listens.
    ///
    /// @return false where this fleet ends meanwhile
    synchronized boolean restart() throws InterruptedException {
        int before = starts;
        // The process's own destroy would also close its standard input, at which it ends at once.
        process.map(Process::toHandle).ifPresent(ProcessHandle::destroy);
        while (!gaveUp && !ending && !(starts > before && listens)) {
            wait();
        }
        return !gaveUp && !ending;
    }

    /// Tells it to end at once: there will be nobody to whom it could leave its sockets.
    synchronized void tellToEnd() {
        ending = true;
        notifyAll();
        if (process.isEmpty()) {
            ended.countDown();
        }
        process.ifPresent(running -> {
            try {
                running.getOutputStream().close();
            } catch (IOException broken) {
                running.destroy();
            }
        });
    }

    /// Waits for its end, and ends it where that takes too long.
    ///
    /// @return whether it ended by itself
    boolean awaitEnd(Duration patience) {
        try {
            if (ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException interrupted) {
            say("was not waited for");
        }
        synchronized (this) {
            process.ifPresent(Process::destroyForcibly);
        }
        return false;
    }

    private void keep() {
        Duration pause = PAUSE_MIN;
        try {
            while (true) {
                long begun = System.nanoTime();
                Optional<Process> running = launch();
                if (running.isEmpty()) {
                    return;
                }
                int status = running.get().waitFor();
                if (!again(status)) {
                    return;
                }
                boolean healthy = System.nanoTime() - begun > HEALTHY.toNanos();
                pause = healthy || status == 0 ? PAUSE_MIN : pause;
                if (status != 0) {
                    say(
                            "ended with status %d, and starts again in %d s"
                                    .formatted(status, pause.toSeconds()));
                    pause(pause);
                    pause =
                            pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0
                                    ? pause.multipliedBy(2)
                                    : PAUSE_MAX;
                }
            }
        } catch (IOException | InterruptedException broken) {
            say("could not be started: " + broken.getMessage());
        } finally {
            giveUp();
        }
    }

    private synchronized Optional<Process> launch() throws IOException {
        if (ending) {
            return Optional.empty();
        }
        var command = new ArrayList<>(again);
        command.addAll(List.of("--end-with-stdin", "--port", Integer.toString(port)));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = Optional.of(started);
        starts++;
        pump(started.getErrorStream(), this::say);
        pump(started.getInputStream(), this::heard);
        return process;
    }

    /// Whether it is to be started again.
    private synchronized boolean again(int status) {
        boolean began = !address.isEmpty();
        listens = false;
        if (!ending && !began) {
            say("ended at its start with status " + status + "; why is said above");
        }
        return !ending && began;
    }

    private synchronized void pause(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); left > 0 && !ending; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
    }

    private synchronized void giveUp() {
        gaveUp = true;
        ended.countDown();
        notifyAll();
    }

    private synchronized void heard(String line) {
        if (line.startsWith(LISTENING)) {
            address = line.substring(LISTENING.length());
            port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            listens = true;
            notifyAll();
        }
    }

    private void say(String line) {
        err.println(name + " | " + line);
    }

    /// On a thread of the system's own: a read of a pipe holds the carrier of a virtual one, of
    /// which a machine with two cores has too few for all nodes' pipes and a restart.
    private static void pump(InputStream from, Consumer<String> to) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (var lines =
                            new BufferedReader(
                                    new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        lines.lines().forEach(to);
                    } catch (IOException | java.io.UncheckedIOException ended) {
                        // So has the node.
                    }
                });
    }
}
