package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/// The three time-outs of an answer on one timer, which is armed anew when it fires and not at each
/// piece.
final class Deadlines {
    private final Vertx vertx;
    private final GatewayConfig.Model settings;
    private final Consumer<String> late;
    private final long began = System.nanoTime();
    private long lastPiece = began;
    private boolean started;
    private boolean paused;
    private long timer = -1;

    /// @param late is told what was late, once; only while armed
    Deadlines(Vertx vertx, GatewayConfig.Model settings, Consumer<String> late) {
        this.vertx = vertx;
        this.settings = settings;
        this.late = late;
    }

    /// Starts to watch, or watches for what is due now.
    void arm() {
        disarm();
        long ms = Math.max(1, due().plusMillis(1).toMillis());
        timer = vertx.setTimer(ms, _ -> fired());
    }

    void disarm() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    /// Time since the answer was asked for.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// What is left of the time for the first piece.
    Duration untilFirstTokenIsLate() {
        return settings.firstTokenTimeout().minus(elapsed());
    }

    /// A piece has come.
    ///
    /// @return whether it was the first one
    boolean piece() {
        lastPiece = System.nanoTime();
        boolean first = !started;
        if (first) {
            started = true;
            arm(); // The time between two pieces may be shorter than what was waited for until now.
        }
        return first;
    }

    /// While nothing is read, only the time for the whole answer runs.
    void paused() {
        paused = true;
    }

    void resumed() {
        paused = false;
        lastPiece = System.nanoTime();
        arm();
    }

    private Duration untilAnswerIsLate() {
        return settings.answerTimeout().minus(elapsed());
    }

    private Duration untilNextPieceIsLate() {
        if (!started) {
            return untilFirstTokenIsLate();
        }
        return settings.idleTimeout().minus(Duration.ofNanos(System.nanoTime() - lastPiece));
    }

    private Duration due() {
        Duration answer = untilAnswerIsLate();
        Duration piece = untilNextPieceIsLate();
        return paused || answer.compareTo(piece) < 0 ? answer : piece;
    }

    private void fired() {
        timer = -1;
        if (!untilAnswerIsLate().isPositive()) {
            late.accept("the answer was not whole within " + settings.answerTimeout());
        } else if (paused || untilNextPieceIsLate().isPositive()) {
            arm();
        } else if (started) {
            late.accept("no further piece came within " + settings.idleTimeout());
        } else {
            late.accept("no first piece came within " + settings.firstTokenTimeout());
        }
    }
}
