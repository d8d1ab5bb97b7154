package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import dev.switchboard.gateway.store.RedisDialer.Dialled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection to the master that has a slot, for commands that block. It follows the slot:
/// whoever waits when it moves hears [StoreUnavailable], and asks again.
final class SlotReader implements RedisReader, RedisRoute {

    private final RedisDialer dialer;
    private final int slot;
    private final ClusterView view;
    private @Nullable RedisLink link;
    private @Nullable Endpoint importer;
    private @Nullable Endpoint at;
    private boolean asking;

    private SlotReader(RedisDialer dialer, int slot, ClusterView view) {
        this.dialer = dialer;
        this.slot = slot;
        this.view = view;
    }

    /// Opens one on the calling event loop.
    static Future<RedisReader> open(
            Vertx vertx,
            RedisDialer dialer,
            int slot,
            ClusterView view,
            GatewayConfig.Redis limits) {
        var reader = new SlotReader(dialer, slot, view);
        return RedisLink.open(vertx, reader, limits, () -> {})
                .map(link -> {
                    reader.link = link;
                    return reader;
                });
    }

    private RedisLink link() {
        return Objects.requireNonNull(link, "not open");
    }

    @Override
    public Future<@Nullable Response> send(Request request, Duration blocking) {
        if (asking && link().connected()) {
            // It holds for the next command on this connection; where it fails, that one does too.
            var _ = link().send(Request.cmd(Command.ASKING));
        }
        return link().send(request, blocking).recover(SlotReader::notServed);
    }

    /// A member that answers with a redirection has not carried the command out.
    private static Future<@Nullable Response> notServed(Throwable e) {
        boolean redirected =
                RedisErrors.answered(e).filter(error -> error.startsWith("TRYAGAIN")).isPresent();
        return Future.failedFuture(
                redirected ? new StoreUnavailable(String.valueOf(e.getMessage())) : e);
    }

    @Override
    public Future<Void> end() {
        return link().end();
    }

    /// A master that is taking the slot over is only tried once: then what is known counts again.
    @Override
    public Future<Dialled> reach() {
        asking = importer != null;
        Endpoint master = asking ? importer : view.master(slot);
        importer = null;
        at = master;
        return master == null
                ? Future.failedFuture(
                        new StoreUnavailable("no master is known to have slot " + slot))
                : dialer.dial(master);
    }

    @Override
    public void lost() {
        view.refreshSoon();
    }

    @Override
    public boolean leadsAstray(String error) {
        Endpoint from = Objects.requireNonNull(at, "nobody answered yet");
        Optional<Redirection> redirection = Redirection.parse(error, from);
        return redirection.isPresent()
                && switch (redirection.get()) {
                    case Redirection.Moved(int moved, Endpoint to) -> {
                        view.moved(moved, to);
                        yield true;
                    }
                    case Redirection.Ask(_, Endpoint to) -> {
                        importer = to;
                        yield true;
                    }
                    case Redirection.TryAgain _ -> false;
                };
    }
}
