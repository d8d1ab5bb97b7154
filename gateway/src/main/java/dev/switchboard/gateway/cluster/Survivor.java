package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.NodeStore.Registered;
import dev.switchboard.gateway.store.NodeStore.Work;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes over what lost nodes left: their conversations, one by one, and then their names. On one
/// event loop.
///
/// A node is lost when it is missed in two looks in a row, or in one where it had said that it
/// goes. Whoever could not look for a while misses nobody until it has been able to for as long as
/// a lease: after an outage of the store every node needs a moment to come back. Where a node is
/// taken for lost all the same, nothing breaks: an answer has one writer, a commit one winner, and
/// the node enters itself anew as soon as it finds that its lease had ended.
public final class Survivor {

    private static final Logger LOG = LoggerFactory.getLogger(Survivor.class);

    private static final int ALIVE_WANTED = 3;

    private final Vertx vertx;
    private final NodeStore store;
    private final String node;
    private final boolean alone;
    private final GatewayConfig.Cluster times;
    private final Heir heir;
    private final Counter lost;
    private final Set<String> atWork = new HashSet<>();
    private Set<String> missedBefore = Set.of();
    private long looksToPass;
    private boolean looking;
    private long timer = -1;

    /// Who goes on with a conversation.
    public interface Heir {
        /// Sees to it that what must run in it runs, though that node does it no more. Completes
        /// once this node is known to work on it, or need not.
        Future<Void> inherit(String conversation, String lost);
    }

    /// @param node this one's id
    /// @param alone whether no other node can reach the store, so that all others are dead
    public Survivor(
            Vertx vertx,
            NodeStore store,
            String node,
            boolean alone,
            GatewayConfig.Cluster times,
            Heir heir,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.store = store;
        this.node = node;
        this.alone = alone;
        this.times = times;
        this.heir = heir;
        this.lost =
                Counter.builder("switchboard.nodes.lost")
                        .description("Nodes whose work this one took over")
                        .register(registry);
    }

    /// Looks from time to time, on the calling event loop. The first time at once: all nodes may
    /// have died, and this be the first to come back.
    public void start() {
        look();
        timer = vertx.setPeriodic(times.look().toMillis(), _ -> look());
    }

    /// Looks no more. What is being taken over is left to the next survivor.
    public void stop() {
        vertx.cancelTimer(timer);
    }

    /// This node's own lease had ended: so may all others' have, for no fault of theirs.
    public void lapsed() {
        missedBefore = Set.of();
        looksToPass = 1 + times.lease().toMillis() / times.look().toMillis();
    }

    /// Looks once.
    void look() {
        if (looking) {
            return;
        }
        looking = true;
        store.registered()
                .compose(registered -> {
                    List<Registered> others =
                            registered.stream().filter(r -> !r.node().equals(node)).toList();
                    return alone
                            ? buried(others)
                            : missing(ring(others), 0).map(m -> judged(others, m));
                })
                .onSuccess(found -> found.forEach(this::takeOver))
                .onFailure(_ -> lapsed())
                .onComplete(_ -> looking = false);
    }

    /// No other node can be alive, whatever is left of a lease.
    private Future<Set<String>> buried(List<Registered> others) {
        Set<String> names = names(others);
        return Future.all(names.stream().map(store::gone).toList()).map(names);
    }

    /// The others by name, from this one on.
    private List<String> ring(List<Registered> others) {
        var all = new TreeSet<>(names(others));
        var ring = new ArrayList<>(all.tailSet(node));
        ring.addAll(all.headSet(node));
        return ring;
    }

    /// Those that have no lease, up to the third that has one. Where each node looks after the next
    /// ones, a fleet asks the store in proportion to its size; if each looked after all, to its
    /// square. Whoever is lost is found by those before it, even where some of these are just
    /// leaving and look no more.
    private Future<Set<String>> missing(List<String> ring, int alive) {
        List<String> next = ring.subList(0, Math.min(ALIVE_WANTED - alive, ring.size()));
        if (next.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return store.missing(next)
                .compose(found ->
                        missing(
                                        ring.subList(next.size(), ring.size()),
                                        alive + next.size() - found.size())
                                .map(more -> {
                                    var all = new HashSet<>(found);
                                    all.addAll(more);
                                    return all;
                                }));
    }

    private Set<String> judged(List<Registered> others, Set<String> missing) {
        Set<String> found =
                others.stream()
                        .filter(r -> missing.contains(r.node()))
                        .filter(r -> r.left() || missedBefore.contains(r.node()))
                        .map(Registered::node)
                        .collect(Collectors.toSet());
        boolean believed = looksToPass == 0;
        looksToPass = Math.max(0, looksToPass - 1);
        missedBefore = believed ? missing : Set.of();
        return found;
    }

    private static Set<String> names(List<Registered> nodes) {
        return nodes.stream().map(Registered::node).collect(Collectors.toSet());
    }

    private void takeOver(String other) {
        if (!atWork.add(other)) {
            return;
        }
        claimed(other)
                .compose(mine -> mine ? inheritAll(other) : Future.succeededFuture())
                // The claim ends by itself, and then the next look is another survivor's chance.
                .onFailure(e ->
                        LOG.atWarn()
                                .addKeyValue("node", other)
                                .addKeyValue("why", String.valueOf(e.getMessage()))
                                .log("Could not take over all that a node left"))
                .onComplete(_ -> atWork.remove(other));
    }

    private Future<Boolean> claimed(String other) {
        return store.claim(other, node, times.lease());
    }

    private Future<Void> inheritAll(String other) {
        LOG.atWarn().addKeyValue("node", other).log("Found a node gone");
        return inherit(other, Optional.empty(), 0)
                .compose(count ->
                        store.work(other, Optional.empty(), 1)
                                .compose(rest ->
                                        rest.conversations().isEmpty()
                                                ? cleared(other, count)
                                                : Future.failedFuture("some are left")));
    }

    private Future<Void> cleared(String other, int conversations) {
        return store.clear(other)
                .onSuccess(_ -> {
                    lost.increment();
                    LOG.atInfo()
                            .addKeyValue("node", other)
                            .addKeyValue("conversations", conversations)
                            .log("Took over what a node left");
                });
    }

    /// Page by page, each under a claim that is fresh.
    private Future<Integer> inherit(String other, Optional<String> from, int before) {
        return store.work(other, from, times.takeoversMax())
                .compose(page ->
                        inheritPage(other, page)
                                .map(count -> before + count)
                                .compose(count -> {
                                    if (page.next().isEmpty()) {
                                        return Future.succeededFuture(count);
                                    }
                                    return claimed(other)
                                            .compose(mine ->
                                                    mine
                                                            ? inherit(other, page.next(), count)
                                                            : Future.failedFuture(
                                                                    "another took over"));
                                }));
    }

    private Future<Integer> inheritPage(String other, Work page) {
        return store.missing(List.of(other))
                .compose(missing ->
                        missing.isEmpty()
                                ? Future.<List<String>>failedFuture("it is alive after all")
                                : inherited(other, page.conversations()))
                .compose(done ->
                        store.takenOver(other, done)
                                .compose(gone ->
                                        gone
                                                ? Future.succeededFuture(done.size())
                                                : Future.failedFuture("it is alive after all")));
    }

    /// Those that could be; one that cannot does not hold up the others.
    private Future<List<String>> inherited(String other, List<String> conversations) {
        List<Future<String>> all =
                conversations.stream().map(c -> heir.inherit(c, other).map(c)).toList();
        return Future.join(all)
                .transform(_ ->
                        Future.succeededFuture(
                                all.stream()
                                        .filter(Future::succeeded)
                                        .map(Future::result)
                                        .toList()));
    }
}
