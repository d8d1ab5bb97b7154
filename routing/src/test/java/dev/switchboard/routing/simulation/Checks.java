package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.Step;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sees everything, at the moment it happens, and says which invariant it breaks. It looks only at
/// what has just changed.
final class Checks {

    private final NavigableMap<String, LogCheck> logs = new TreeMap<>();
    private final NavigableMap<String, String> holders = new TreeMap<>();
    private final NavigableMap<String, String> offers = new TreeMap<>();
    private final NavigableMap<String, Long> accepted = new TreeMap<>();
    private final PoolCheck pool = new PoolCheck(this);
    private @Nullable World world;

    void watch(World newWorld) {
        world = newWorld;
    }

    private World world() {
        if (world == null) {
            throw new IllegalStateException("nothing to watch");
        }
        return world;
    }

    LogCheck log(String conversation) {
        return logs.computeIfAbsent(conversation, LogCheck::new);
    }

    NavigableMap<String, LogCheck> logs() {
        return logs;
    }

    /// Redis appended these, and the log was this long before.
    void committed(
            String conversation,
            ConversationCommand command,
            List<ConversationEvent> events,
            long before) {
        long seq = before;
        for (ConversationEvent event : events) {
            long at = ++seq;
            world().tell("redis", () -> conversation + "/" + at + " " + event);
        }
        log(conversation).take(command, events);
    }

    /// A leader took a step.
    void stepped(Pool before, RedisPool.Filed filed, Step step) {
        pool.stepped(before, filed, step);
    }

    /// A node sent a frame.
    void sent(Connection socket, Frame frame) {
        if (frame instanceof Frame.Accepted(String id, long seq)) {
            accepted(socket, id, seq);
        }
    }

    private void accepted(Connection socket, String id, long seq) {
        socket.client()
                .conversationOf(id)
                .ifPresent(conversation -> {
                    Long before = accepted.putIfAbsent(conversation + " " + id, seq);
                    Invariant.I1.check(
                            before == null || before == seq,
                            "%s was accepted as %s/%d and then as %d",
                            id,
                            conversation,
                            before,
                            seq);
                    List<Redis.Entry> log = world().redis().log(conversation);
                    Invariant.I1.check(
                            seq <= log.size(),
                            "%s was accepted as %s/%d before it was stored",
                            id,
                            conversation,
                            seq);
                    if (id.contains("say")) {
                        Invariant.I1.check(
                                seq > 0
                                        && log.get((int) seq - 1)
                                                .event()
                                                .message()
                                                .map(MessageKey::id)
                                                .filter(id::equals)
                                                .isPresent(),
                                "%s was accepted as %s/%d, which is something else",
                                id,
                                conversation,
                                seq);
                    }
                });
    }

    /// A node closed a socket that was well.
    void closedByNode(Connection socket) {
        Invariant.I4.check(
                !(socket.client() instanceof Customer) || !socket.node().ready(),
                "%s lost its socket to %s",
                socket.client(),
                socket.node());
    }

    /// A seat was told that it holds a conversation.
    void holds(String seat, String conversation, long epoch) {
        String other = holders.putIfAbsent(conversation + " " + epoch, seat);
        Invariant.I5.check(
                other == null || other.equals(seat),
                "%s and %s were both told that they have %s under epoch %d",
                other,
                seat,
                conversation,
                epoch);
    }

    /// A seat was offered a conversation.
    void offered(String seat, String offer) {
        String other = offers.putIfAbsent(offer, seat);
        Invariant.I5.check(
                other == null || other.equals(seat),
                "%s was put before %s and %s",
                offer,
                other,
                seat);
    }
}
