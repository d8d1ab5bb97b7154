package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.MessageKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Redis keeps of conversations, nodes and inboxes, and what its scripts do, each in one go.
/// How calls get here, and whether their answers get back, is [RedisLink]'s.
final class Redis extends Process {

    private final Clock clock;
    private final Checks checks;
    private final RedisPool pool;
    private final NavigableMap<String, Kept> conversations = new TreeMap<>();
    private final NavigableMap<String, String> latest = new TreeMap<>();
    private final NavigableMap<String, Long> leases = new TreeMap<>();
    private final NavigableMap<String, NavigableSet<String>> fleet = new TreeMap<>();
    private final NavigableMap<String, Integer> burials = new TreeMap<>();
    private final NavigableMap<String, Inbox> inboxes = new TreeMap<>();
    private final List<Runnable> restarted = new ArrayList<>();

    private static final class Kept {
        private Optional<Conversation> state = Optional.empty();
        private String writer = "";
        private final List<Entry> log = new ArrayList<>();
        private final NavigableMap<String, Long> messages = new TreeMap<>();
        private final NavigableSet<String> nodes = new TreeSet<>();
    }

    record Entry(long seq, ConversationEvent event) {}

    /// What a commit came to.
    sealed interface Committed {
        /// @param nodes that have the conversation live, and are to be told
        record Stored(List<String> nodes) implements Committed {}

        record Repeated(long seq) implements Committed {}

        record Moved() implements Committed {}
    }

    Redis(Timeline timeline, Checks checks) {
        super("redis");
        this.clock = new Clock(timeline);
        this.checks = checks;
        this.pool = new RedisPool(clock);
    }

    Clock clock() {
        return clock;
    }

    RedisPool pool() {
        return pool;
    }

    /// Enters the node as one that has the conversation live, and reads the newest state: in this
    /// order, so that whoever commits after the reading tells the node.
    Optional<Conversation> load(String conversation, String node) {
        Kept kept = kept(conversation);
        kept.nodes.add(node);
        fleet.computeIfPresent(
                node,
                (_, live) -> {
                    live.add(conversation);
                    return live;
                });
        return kept.state;
    }

    void unload(String conversation, String node) {
        kept(conversation).nodes.remove(node);
        fleet.computeIfPresent(
                node,
                (_, live) -> {
                    live.remove(conversation);
                    return live;
                });
    }

    /// `commit.lua`. The command is for the checks alone.
    Committed commit(
            long expectedVersion,
            Conversation after,
            List<ConversationEvent> events,
            Optional<MessageKey> message,
            long messageSeq,
            ConversationCommand command,
            String node) {
        Kept kept = kept(after.id());
        if (message.isPresent()) {
            Long known = kept.messages.get(message.get().value());
            if (known != null) {
                return new Committed.Repeated(known);
            }
        }
        if (kept.log.size() != expectedVersion) {
            return new Committed.Moved();
        }
        events.forEach(event -> kept.log.add(new Entry(kept.log.size() + 1, event)));
        if (!events.isEmpty()) {
            kept.state = Optional.of(after);
            kept.writer = node;
        }
        message.ifPresent(m -> kept.messages.put(m.value(), messageSeq));
        checks.committed(after.id(), command, events, kept.log.size() - events.size());
        return new Committed.Stored(List.copyOf(kept.nodes));
    }

    /// The node whose commit was the last: an answer that is due since then is that node's to
    /// write.
    String writer(String conversation) {
        return kept(conversation).writer;
    }

    List<Entry> entriesAfter(String conversation, long seq) {
        List<Entry> log = kept(conversation).log;
        return List.copyOf(log.subList((int) Math.min(seq, log.size()), log.size()));
    }

    OptionalLong seqOf(String conversation, MessageKey message) {
        Long seq = kept(conversation).messages.get(message.value());
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    Optional<String> latestOf(String person) {
        return Optional.ofNullable(latest.get(person));
    }

    Void setLatestOf(String person, String conversation) {
        latest.put(person, conversation);
        return null;
    }

    /// How far each of these logs goes.
    NavigableMap<String, Long> versions(List<String> ids) {
        NavigableMap<String, Long> versions = new TreeMap<>();
        ids.forEach(id -> versions.put(id, (long) kept(id).log.size()));
        return versions;
    }

    /// A node has started.
    Void enlist(String node, long leaseMs) {
        fleet.put(node, new TreeSet<>());
        leases.put(node, clock.ms() + leaseMs);
        return null;
    }

    /// Prolongs a node's lease.
    ///
    /// @return how often others have taken it for dead and shared out what it had. A number, since
    ///   an answer may get lost, and the next one must still say so
    int alive(String node, long leaseMs) {
        if (!fleet.containsKey(node)) {
            enlist(node, leaseMs);
        }
        leases.put(node, clock.ms() + leaseMs);
        return burials.getOrDefault(node, 0);
    }

    /// The nodes whose leases have ended, with the conversations they had live.
    NavigableMap<String, List<String>> dead() {
        NavigableMap<String, List<String>> dead = new TreeMap<>();
        fleet.forEach((node, live) -> {
            if (leases.getOrDefault(node, 0L) <= clock.ms()) {
                dead.put(node, List.copyOf(live));
            }
        });
        return dead;
    }

    /// A dead node is no more: what it had live is with others.
    Void bury(String node) {
        NavigableSet<String> live = fleet.remove(node);
        if (live != null) {
            burials.merge(node, 1, Integer::sum);
            live.forEach(id -> kept(id).nodes.remove(node));
        }
        // A reader that wakes goes on reading under the same key.
        inbox(node).drop();
        return null;
    }

    Inbox inbox(String node) {
        return inboxes.computeIfAbsent(node, _ -> new Inbox());
    }

    /// For those who know everything.
    List<Entry> log(String conversation) {
        Kept kept = conversations.get(conversation);
        return kept == null ? List.of() : Collections.unmodifiableList(kept.log);
    }

    /// All connections to it break, and nothing else is lost.
    void restart() {
        List<Runnable> waiting = List.copyOf(restarted);
        restarted.clear();
        waiting.forEach(Runnable::run);
    }

    void whenRestarted(Runnable then) {
        restarted.add(then);
    }

    private Kept kept(String conversation) {
        return conversations.computeIfAbsent(conversation, _ -> new Kept());
    }
}
