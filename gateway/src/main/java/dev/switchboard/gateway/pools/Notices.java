package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.routing.conversation.ConversationCommand;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Has notices said to customers, each until it is said or has come too late. Of many at once, as
/// where a leader is new, some at a time, so that nobody else has to wait for the store. On one
/// event loop.
final class Notices {

    static final int AT_ONCE_MAX = 64;
    private static final long AGAIN_MS = 250;

    private final Vertx vertx;
    private final Conversations conversations;
    private final SequencedMap<Name, Notice> waiting = new LinkedHashMap<>();
    private final Set<Name> underWay = new LinkedHashSet<>();

    /// Where they are said.
    @FunctionalInterface
    interface Conversations {
        /// Has a command decided and committed. Replies on any thread.
        void handle(
                String conversation,
                Function<Instant, ConversationCommand> command,
                Consumer<Handled> reply);
    }

    /// What two copies of a notice have in common.
    private record Name(String conversation, String key) {
        static Name of(Notice notice) {
            return new Name(notice.conversation(), notice.key().value());
        }
    }

    Notices(Vertx vertx, Conversations conversations) {
        this.vertx = vertx;
        this.conversations = conversations;
    }

    /// Says it when its turn comes.
    void say(Notice notice) {
        Name name = Name.of(notice);
        if (!underWay.contains(name)) {
            waiting.putIfAbsent(name, notice);
            next(vertx.getOrCreateContext());
        }
    }

    private void next(Context loop) {
        while (underWay.size() < AT_ONCE_MAX && !waiting.isEmpty()) {
            var first = Objects.requireNonNull(waiting.pollFirstEntry());
            Name name = first.getKey();
            underWay.add(name);
            sayNow(
                    first.getValue(),
                    () ->
                            loop.runOnContext(_ -> {
                                underWay.remove(name);
                                next(loop);
                            }));
        }
    }

    /// Says it at once. From any thread.
    ///
    /// @param done when it is said, or will never be; on any thread
    void sayNow(Notice notice, Runnable done) {
        conversations.handle(
                notice.conversation(),
                notice::saying,
                handled -> {
                    switch (handled) {
                        // What is refused is not true any more; what broke is logged.
                        case Handled.Done _, Handled.Refused _, Handled.Broken _ -> done.run();
                        case Handled.Unavailable _ ->
                                vertx.setTimer(AGAIN_MS, _ -> sayNow(notice, done));
                    }
                });
    }
}
