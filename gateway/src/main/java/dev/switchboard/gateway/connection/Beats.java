package dev.switchboard.gateway.connection;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/// One event loop's timing wheel: a slot a second, and each socket in the slot of its next look. A
/// hundred thousand sockets cost one timer.
final class Beats {

    private static final int SLOTS = 64;

    private final List<List<Socket>> slots = new ArrayList<>(SLOTS);
    private final Vertx vertx;
    private final long timer;
    private int now;

    Beats(Vertx vertx) {
        this.vertx = vertx;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
        this.timer = vertx.setPeriodic(1000, _ -> tick());
    }

    /// Looks at this socket from now on, until it says otherwise.
    void watch(Socket socket) {
        place(socket, socket.beat());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void tick() {
        now = (now + 1) % SLOTS;
        List<Socket> due = slots.get(now);
        slots.set(now, new ArrayList<>());
        for (Socket socket : due) {
            place(socket, socket.beat());
        }
    }

    private void place(Socket socket, long seconds) {
        if (seconds >= 0) {
            // A look that is further away than the wheel is round only comes early.
            int slot = (now + Math.clamp(seconds, 1, SLOTS - 1)) % SLOTS;
            slots.get(slot).add(socket);
        }
    }
}
