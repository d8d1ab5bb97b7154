package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import dev.switchboard.gateway.store.RedisDialer.Dialled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one event loop knows of a cluster: which master has which slot. It asks anew now and then,
/// and whenever somebody finds that it is wrong, one question at a time and with back-off.
final class ClusterView {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterView.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /// Longer than a member that is well needs, and short enough to ask the next one.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final ContextInternal context;
    private final RedisDialer dialer;
    private final List<Endpoint> seeds;
    private final Listener listener;
    private final Pace pace = new Pace();
    private SlotMap map = SlotMap.EMPTY;
    private long periodic;
    private boolean asking;
    private boolean lost;
    private boolean closed;

    /// Hears of each change.
    interface Listener {
        void changed(SlotMap before, SlotMap after);
    }

    /// For the calling event loop.
    ///
    /// @param seeds members to begin with, and to come back to
    ClusterView(Vertx vertx, RedisDialer dialer, List<Endpoint> seeds, Listener listener) {
        this.vertx = vertx;
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.dialer =
                dialer.with(
                        dialer.access(),
                        PATIENCE.compareTo(dialer.timeout()) < 0 ? PATIENCE : dialer.timeout());
        this.seeds = seeds;
        this.listener = listener;
    }

    /// Asks for the first time; fails where no member answers.
    Future<Void> start() {
        periodic =
                vertx.setPeriodic(
                        PERIOD.toMillis(),
                        _ -> {
                            pace.reset();
                            refreshSoon();
                        });
        return refresh();
    }

    /// The master of a slot, as far as is known.
    @Nullable Endpoint master(int slot) {
        return map.master(slot);
    }

    /// All masters known.
    Set<Endpoint> masters() {
        return map.masters();
    }

    /// A member said that this slot is there now; it surely is not alone.
    void moved(int slot, Endpoint to) {
        adopt(map.with(slot, to));
        refreshSoon();
    }

    /// Something is not as it is known: asks anew in a moment.
    void refreshSoon() {
        if (asking || closed) {
            return;
        }
        asking = true;
        vertx.setTimer(
                pace.nextMs(),
                _ ->
                        refresh()
                                .onComplete(answer -> {
                                    asking = false;
                                    found(answer);
                                }));
    }

    private void found(AsyncResult<Void> answer) {
        if (answer.failed()) {
            if (!lost) {
                LOG.atWarn()
                        .addKeyValue("why", answer.cause().getMessage())
                        .log("No member of the cluster answered");
            }
            refreshSoon();
        }
        lost = answer.failed();
    }

    /// Asks no more.
    void end() {
        closed = true;
        vertx.cancelTimer(periodic);
    }

    private Future<Void> refresh() {
        Promise<SlotMap> here = context.promise();
        var candidates = new ArrayList<>(map.masters());
        Collections.shuffle(candidates);
        var all = new LinkedHashSet<>(candidates);
        all.addAll(seeds);
        ask(new ArrayDeque<>(all)).onComplete(here);
        return here.future()
                .map(found -> {
                    adopt(found);
                    return (Void) null;
                });
    }

    private Future<SlotMap> ask(Deque<Endpoint> left) {
        return dialer.dial(left.removeFirst())
                .compose(this::slots)
                .recover(e -> left.isEmpty() ? Future.failedFuture(e) : ask(left));
    }

    private Future<SlotMap> slots(Dialled member) {
        return member.connection()
                .send(Request.cmd(Command.CLUSTER).arg("SLOTS"))
                .timeout(dialer.timeout())
                .map(answer -> SlotMap.parse(answer, member.at()))
                .compose(found ->
                        found.masters().isEmpty()
                                ? Future.failedFuture(
                                        "%s knows of no master".formatted(member.at()))
                                : Future.succeededFuture(found))
                .recover(e ->
                        Future.failedFuture(
                                new StoreUnavailable(
                                        "%s does not answer as a member of a cluster: %s"
                                                .formatted(member.at(), e.getMessage()))))
                .onComplete(_ -> member.close());
    }

    private void adopt(SlotMap found) {
        SlotMap before = map;
        if (!closed && !found.sameAs(before)) {
            map = found;
            pace.reset();
            listener.changed(before, found);
        }
    }
}
