package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The masters of a cluster, a pipelined connection to each. A command goes to the master of its
/// key's slot. One that is answered with a redirection was not carried out: it is sent where that
/// points, so often and within its time-out, and then fails.
final class ClusterMasters implements RedisMasters {

    private static final int REDIRECTIONS_MAX = 5;
    private static final int AGAIN_MS_MIN = 10;
    private static final int AGAIN_MS_MAX = 60;

    private final Vertx vertx;
    private final Context context;
    private final RedisDialer dialer;
    private final GatewayConfig.Redis limits;
    private final RedisMetrics metrics;
    private final Runnable reconnected;
    private final ClusterView view;

    /// Read by whoever counts, too.
    private final Map<Endpoint, ClusterMaster> links = new ConcurrentHashMap<>();

    private int waiting;

    /// For the calling event loop.
    ClusterMasters(
            Vertx vertx,
            RedisDialer dialer,
            List<Endpoint> seeds,
            GatewayConfig.Redis limits,
            RedisMetrics metrics,
            Runnable reconnected) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.dialer = dialer;
        this.limits = limits;
        this.metrics = metrics;
        this.reconnected = reconnected;
        this.view = new ClusterView(vertx, dialer, seeds, this::changed);
    }

    /// Enough of them must be there for a majority: see [#ping].
    @Override
    public Future<Void> open() {
        return view.start()
                .compose(_ -> Future.join(view.masters().stream().map(this::tried).toList()))
                .<Void>mapEmpty()
                .onFailure(_ -> close());
    }

    private Future<Void> tried(Endpoint master) {
        return link(master).tried().otherwiseEmpty();
    }

    private ClusterMaster link(Endpoint master) {
        return links.computeIfAbsent(
                master,
                at ->
                        new ClusterMaster(
                                vertx,
                                dialer,
                                at,
                                limits,
                                metrics,
                                reconnected,
                                view::refreshSoon));
    }

    @Override
    public Future<@Nullable Response> send(String key, Request request) {
        return send(new Errand(SlotMap.slotOf(key), request, false, deadline()));
    }

    @Override
    public Future<@Nullable Response> commit(String key, Request request) {
        return send(new Errand(SlotMap.slotOf(key), request, true, deadline()));
    }

    private long deadline() {
        return System.nanoTime() + limits.timeout().toNanos();
    }

    /// A command on its way.
    private record Errand(int slot, Request request, boolean durable, long deadlineNanos) {}

    private Future<@Nullable Response> send(Errand errand) {
        Endpoint master = view.master(errand.slot);
        if (master == null) {
            view.refreshSoon();
            return Future.failedFuture(
                    new StoreUnavailable("no master is known to have slot " + errand.slot));
        }
        return deliver(errand, master, false, REDIRECTIONS_MAX);
    }

    private Future<@Nullable Response> deliver(
            Errand errand, Endpoint to, boolean asking, int redirections) {
        return link(to).send(errand.request, errand.durable, asking)
                .recover(e -> redirected(errand, to, e, redirections));
    }

    private Future<@Nullable Response> redirected(
            Errand errand, Endpoint from, Throwable failure, int left) {
        Optional<Redirection> redirection =
                RedisErrors.answered(failure).flatMap(e -> Redirection.parse(e, from));
        if (redirection.isEmpty()) {
            if (failure instanceof StoreUnavailable) {
                view.refreshSoon();
            }
            return Future.failedFuture(failure);
        }
        metrics.redirected(redirection.get());
        if (left == 0 || System.nanoTime() - errand.deadlineNanos > 0) {
            view.refreshSoon();
            return Future.failedFuture(new StoreUnavailable(String.valueOf(failure.getMessage())));
        }
        return switch (redirection.get()) {
            case Redirection.Moved(int slot, Endpoint to) -> {
                view.moved(slot, to);
                yield deliver(errand, to, false, left - 1);
            }
            case Redirection.Ask(_, Endpoint to) -> deliver(errand, to, true, left - 1);
            case Redirection.TryAgain _ -> again(errand);
        };
    }

    /// Some of its keys are still on their way: waits for the rest, bounded in number and time.
    private Future<@Nullable Response> again(Errand errand) {
        if (waiting >= limits.waitingMax()) {
            return Future.failedFuture(new StoreUnavailable("too many commands wait for a slot"));
        }
        waiting++;
        Promise<@Nullable Response> answer = Promise.promise();
        vertx.setTimer(
                ThreadLocalRandom.current().nextLong(AGAIN_MS_MIN, AGAIN_MS_MAX),
                _ -> {
                    waiting--;
                    send(errand).onComplete(answer);
                });
        return answer.future();
    }

    @Override
    public Future<RedisReader> reader(String key) {
        return SlotReader.open(vertx, dialer, SlotMap.slotOf(key), view, limits);
    }

    /// A node is well while it has more than half of the masters: where one of them is lost, all
    /// nodes would otherwise be taken out at once, and the rest with it; where a node is cut off
    /// with a minority, others do better.
    @Override
    public Future<Void> ping() {
        var pings =
                view.masters().stream()
                        .map(m -> link(m).send(Request.cmd(Command.PING), false, false))
                        .toList();
        return Future.join(pings)
                .transform(_ -> {
                    long well = pings.stream().filter(Future::succeeded).count();
                    return well * 2 > pings.size()
                            ? Future.succeededFuture()
                            : Future.failedFuture(
                                    new StoreUnavailable(
                                            "%d of %d masters answer"
                                                    .formatted(well, pings.size())));
                });
    }

    @Override
    public int underWay() {
        int sum = waiting;
        for (ClusterMaster link : List.copyOf(links.values())) {
            sum += link.underWay();
        }
        return sum;
    }

    /// Connections to servers that are no masters any more end as soon as nothing waits on them. A
    /// master that was none before may be another's successor, and know less.
    private void changed(SlotMap before, SlotMap after) {
        for (Endpoint at : List.copyOf(links.keySet())) {
            ClusterMaster link = links.get(at);
            if (link != null && !after.masters().contains(at) && link.idle()) {
                links.remove(at);
                link.end();
            }
        }
        if (!before.masters().isEmpty() && !before.masters().containsAll(after.masters())) {
            reconnected.run();
        }
    }

    @Override
    public Future<Void> end() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(_ -> {
            close();
            ended.complete();
        });
        return ended.future();
    }

    private void close() {
        view.end();
        new ArrayList<>(links.values()).forEach(ClusterMaster::end);
        links.clear();
    }
}
