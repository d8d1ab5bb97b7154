package dev.switchboard.gateway.conversation;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/// One thing after another, in the order they came. On one event loop.
final class Mailbox {

    private final ArrayDeque<Supplier<Future<Void>>> waiting = new ArrayDeque<>();
    private final Runnable rested;
    private boolean busy;

    /// @param rested called when all is done
    Mailbox(Runnable rested) {
        this.rested = rested;
    }

    /// Does this after all that was posted before has ended, well or badly.
    void post(Supplier<Future<Void>> work) {
        waiting.addLast(work);
        if (!busy) {
            next();
        }
    }

    /// Something was done besides: if that was all, all is done.
    void rest() {
        if (!busy) {
            next();
        }
    }

    private void next() {
        // A loop, not a recursion: a thousand things that end at once must not fill the stack.
        while (!busy) {
            Supplier<Future<Void>> work = waiting.pollFirst();
            if (work == null) {
                rested.run();
                return;
            }
            busy = true;
            Future<Void> future = work.get();
            if (future.isComplete()) {
                busy = false;
            } else {
                future.onComplete(_ -> {
                    busy = false;
                    next();
                });
            }
        }
    }
}
