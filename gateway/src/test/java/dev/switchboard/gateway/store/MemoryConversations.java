package dev.switchboard.gateway.store;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.MessageKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What `commit.lua` and the keys around it mean, executable.
public final class MemoryConversations implements ConversationStore {

    private static final class Kept {
        Conversation state;
        final Map<Long, Conversation> states = new HashMap<>();
        final List<Entry> log = new ArrayList<>();
        final Map<MessageKey, Long> messages = new HashMap<>();
        final Map<String, Attendance> nodes = new LinkedHashMap<>();

        long version() {
            return log.isEmpty() ? 0 : log.getLast().seq();
        }
    }

    private final Map<String, Kept> conversations = new HashMap<>();
    private final Map<String, String> latest = new HashMap<>();

    /// Forgets what came after, as a store does that is restored from an older copy.
    ///
    /// @param version after a commit
    public void rollBack(String conversation, long version) {
        Kept kept = kept(conversation);
        kept.state = kept.states.get(version);
        kept.log.removeIf(e -> e.seq() > version);
        kept.messages.values().removeIf(seq -> seq > version);
    }

    @Override
    public Future<Optional<Conversation>> load(String conversation) {
        return done(Optional.ofNullable(kept(conversation).state));
    }

    @Override
    public Future<Committed> commit(
            long expectedVersion,
            Conversation after,
            List<ConversationEvent> events,
            Optional<MessageKey> message,
            long messageSeq,
            Optional<Attendance> attendance) {
        Kept kept = kept(after.id());
        if (message.isPresent() && kept.messages.containsKey(message.get())) {
            return done(new Committed.Repeated(kept.messages.get(message.get())));
        }
        if (kept.version() != expectedVersion) {
            return done(new Committed.Moved(kept.version()));
        }
        long seq = after.version() - events.size();
        for (ConversationEvent event : events) {
            kept.log.add(new Entry(++seq, event));
        }
        if (!events.isEmpty()) {
            kept.state = after;
            kept.states.put(after.version(), after);
        }
        message.ifPresent(m -> kept.messages.put(m, messageSeq));
        attendance.ifPresent(a -> kept.nodes.put(a.node(), a));
        return done(new Committed.Stored(List.copyOf(kept.nodes.keySet())));
    }

    @Override
    public Future<List<Entry>> entriesAfter(String conversation, long seq, int max) {
        return done(kept(conversation).log.stream().filter(e -> e.seq() > seq).limit(max).toList());
    }

    @Override
    public Future<List<Entry>> newest(String conversation, int max) {
        List<Entry> log = kept(conversation).log;
        return done(List.copyOf(log.subList(Math.max(0, log.size() - max), log.size())));
    }

    @Override
    public Future<OptionalLong> seqOf(String conversation, MessageKey message) {
        Long seq = kept(conversation).messages.get(message);
        return done(seq == null ? OptionalLong.empty() : OptionalLong.of(seq));
    }

    @Override
    public Future<List<String>> attend(String conversation, Attendance attendance) {
        kept(conversation).nodes.put(attendance.node(), attendance);
        return done(List.copyOf(kept(conversation).nodes.keySet()));
    }

    @Override
    public Future<Sight> join(String conversation, Attendance attendance, long after, int max) {
        Kept kept = kept(conversation);
        if (kept.state == null) {
            return done(new Sight(Optional.empty(), List.of(), List.of()));
        }
        kept.nodes.put(attendance.node(), attendance);
        return entriesAfter(conversation, after, max)
                .map(entries ->
                        new Sight(
                                Optional.of(kept.state),
                                List.copyOf(kept.nodes.keySet()),
                                entries));
    }

    @Override
    public Future<List<String>> claim(
            String conversation, Attendance attendance, List<String> lost) {
        Map<String, Attendance> nodes = kept(conversation).nodes;
        boolean free =
                nodes.values().stream()
                        .filter(a -> a.turn().equals(attendance.turn()))
                        .map(Attendance::node)
                        .allMatch(n -> n.equals(attendance.node()) || lost.contains(n));
        if (!free) {
            return done(List.of());
        }
        nodes.keySet().removeAll(lost);
        nodes.put(attendance.node(), attendance);
        return done(List.copyOf(nodes.keySet()));
    }

    @Override
    public Future<Void> leave(String conversation, String node) {
        kept(conversation).nodes.remove(node);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Attendance>> attendances(String conversation) {
        return done(List.copyOf(kept(conversation).nodes.values()));
    }

    @Override
    public Future<List<Long>> versions(List<String> ids) {
        return done(ids.stream().map(id -> kept(id).version()).toList());
    }

    @Override
    public Future<Map<String, List<String>>> nodes(List<String> conversations) {
        var nodes = new LinkedHashMap<String, List<String>>();
        for (String id : conversations) {
            if (!kept(id).nodes.isEmpty()) {
                nodes.put(id, List.copyOf(kept(id).nodes.keySet()));
            }
        }
        return done(nodes);
    }

    @Override
    public Future<Optional<String>> latestOf(String person) {
        return done(Optional.ofNullable(latest.get(person)));
    }

    @Override
    public Future<Void> setLatestOf(String person, String conversation) {
        latest.put(person, conversation);
        return Future.succeededFuture();
    }

    private Kept kept(String conversation) {
        return conversations.computeIfAbsent(conversation, _ -> new Kept());
    }

    private static <T> Future<T> done(T value) {
        return Future.succeededFuture(value);
    }
}
