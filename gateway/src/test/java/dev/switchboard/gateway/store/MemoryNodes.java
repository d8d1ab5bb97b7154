package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What nodes in Redis mean, executable: leases end when a test says so. Nothing is posted.
public final class MemoryNodes implements NodeStore {

    private final Set<String> alive = new LinkedHashSet<>();
    private final Map<String, Boolean> registered = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> work = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();

    /// A node's lease ends, and its claims with it.
    public void lapse(String node) {
        alive.remove(node);
        claims.values().removeIf(node::equals);
    }

    @Override
    public Future<Boolean> alive(String node, Duration lease) {
        registered.put(node, false);
        return done(!alive.add(node));
    }

    @Override
    public Future<Set<String>> missing(Collection<String> nodes) {
        var missing = new TreeSet<>(nodes);
        missing.removeAll(alive);
        return done(missing);
    }

    @Override
    public Future<Void> gone(String node) {
        if (work(node).isEmpty()) {
            registered.remove(node);
        } else {
            registered.put(node, true);
        }
        alive.remove(node);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Registered>> registered() {
        var all = new ArrayList<Registered>();
        registered.forEach((node, left) -> all.add(new Registered(node, left)));
        return done(all);
    }

    @Override
    public Future<Void> enter(String node, String conversation) {
        work(node).add(conversation);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> leave(String node, String conversation) {
        work(node).remove(conversation);
        return Future.succeededFuture();
    }

    @Override
    public Future<Work> work(String node, Optional<String> from, int max) {
        var rest = work(node).tailSet(from.orElse(""), false);
        List<String> page = rest.stream().limit(max).toList();
        return done(
                new Work(
                        page,
                        page.size() < rest.size()
                                ? Optional.of(page.getLast())
                                : Optional.empty()));
    }

    @Override
    public Future<Boolean> claim(String lost, String by, Duration lease) {
        return done(claims.computeIfAbsent(lost, _ -> by).equals(by));
    }

    @Override
    public Future<Boolean> takenOver(String lost, List<String> conversations) {
        boolean gone = !alive.contains(lost);
        if (gone) {
            work(lost).removeAll(conversations);
        }
        return done(gone);
    }

    @Override
    public Future<Void> clear(String lost) {
        registered.remove(lost);
        claims.remove(lost);
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> post(String node, Batch batch, int batchesMax) {
        return done(alive.contains(node));
    }

    @Override
    public Future<Inbox> inbox(String node) {
        throw new UnsupportedOperationException("nothing is posted");
    }

    private TreeSet<String> work(String node) {
        return work.computeIfAbsent(node, _ -> new TreeSet<>());
    }

    private static <T> Future<T> done(T value) {
        return Future.succeededFuture(value);
    }
}
