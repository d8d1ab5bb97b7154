package dev.switchboard.gateway.kit;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals to processes of a test.
public final class Signals {

    private Signals() {}

    /// Sends one, such as `STOP`, and waits until it was sent.
    public static void send(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
