package dev.switchboard.gateway.conversation;

import io.vertx.core.Future;
import java.time.Duration;

/// The note in the store that this node works on a conversation. It is there before anything is
/// stored that this node must see to, so that a survivor finds it. On the conversation's event
/// loop; one thing is noted after another, in the order in which it was asked for.
final class Registration {

    private static final Duration AGAIN = Duration.ofMillis(250);

    private final String id;
    private final Surroundings around;
    private final Uses uses;
    private Future<Void> last = Future.succeededFuture();
    private boolean entered;

    Registration(String id, Surroundings around, Uses uses) {
        this.id = id;
        this.around = around;
        this.uses = uses;
    }

    /// Completes once it is there. Costs the store something only where it is not.
    Future<Void> enter() {
        if (!entered) {
            entered = true;
            last = last.transform(_ -> around.neighbours().enter(id));
            last.onFailure(_ -> entered = false);
        }
        return last;
    }

    /// Takes it away, and with it that the node takes part. The conversation is kept in memory
    /// until that is done: another of the same name could otherwise enter in between.
    void leave() {
        if (entered) {
            entered = false;
            uses.retain();
            last = last.transform(_ -> entered ? Future.succeededFuture() : left());
            last.onSuccess(_ -> uses.release())
                    .onFailure(_ -> around.vertx().setTimer(AGAIN.toMillis(), _ -> leaveAgain()));
        }
    }

    private Future<Void> left() {
        return around.store().leave(id, around.node()).compose(_ -> around.neighbours().leave(id));
    }

    private void leaveAgain() {
        if (!entered) {
            entered = true;
            leave();
        }
        uses.release();
    }

    /// Whether it is not there, and is not being written.
    boolean isAway() {
        return !entered && last.isComplete();
    }

    /// The store may have it no more.
    void forgotten() {
        entered = false;
    }
}
