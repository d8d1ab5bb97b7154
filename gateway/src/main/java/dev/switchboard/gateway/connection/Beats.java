package dev.switchboard.gateway.connection;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/// One event loop's timing wheel: a slot a second, and each socket in the slot of its next look. A
/// hundred thousand sockets cost one timer.
///
/// A loop that was held up has not read what has come meanwhile: it may be the node that was
/// silent. For the next two turns nobody is taken for gone.
final class Beats {

    private static final int SLOTS = 64;
    private static final long TURN_MS = 1_000;
    private static final long TURN_NANOS = TURN_MS * 1_000_000;
    private static final int SPARED_TURNS = 2;

    /// Who is looked at.
    interface Watched {
        /// Looks whether the peer is there.
        ///
        /// @param spare whether its silence says nothing
        /// @return seconds until the next look; negative where there need be none
        long beat(boolean spare);
    }

    private final List<List<Watched>> slots = new ArrayList<>(SLOTS);
    private final Vertx vertx;
    private final long timer;
    private int now;
    private long turnedNanos;
    private int sparedTurns;

    Beats(Vertx vertx) {
        this.vertx = vertx;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
        this.turnedNanos = System.nanoTime();
        this.timer = vertx.setPeriodic(TURN_MS, _ -> turn(System.nanoTime()));
    }

    /// Looks at this socket from now on, until it says otherwise.
    void watch(Watched watched) {
        place(watched, watched.beat(sparedTurns > 0));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    /// Goes on by one slot.
    void turn(long nowNanos) {
        sparedTurns =
                nowNanos - turnedNanos > 2 * TURN_NANOS
                        ? SPARED_TURNS
                        : Math.max(0, sparedTurns - 1);
        turnedNanos = nowNanos;
        now = (now + 1) % SLOTS;
        List<Watched> due = slots.get(now);
        slots.set(now, new ArrayList<>());
        due.forEach(this::watch);
    }

    private void place(Watched watched, long seconds) {
        if (seconds >= 0) {
            // A look that is further away than the wheel is round only comes early.
            int slot = (now + Math.clamp(seconds, 1, SLOTS - 1)) % SLOTS;
            slots.get(slot).add(watched);
        }
    }
}
