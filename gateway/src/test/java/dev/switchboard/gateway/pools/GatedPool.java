package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.StoreUnavailable;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/// A pool's store whose waiting reader can be held up, as a process that is stopped is, or broken.
final class GatedPool implements PoolStore {

    private final PoolStore real;
    private volatile Promise<Void> gate = Promise.promise();
    private volatile boolean broken;
    private final Promise<Void> failed = Promise.promise();

    GatedPool(PoolStore real) {
        this.real = real;
        gate.complete();
    }

    /// Holds back what is read from now on.
    void hold() {
        gate = Promise.promise();
    }

    /// Lets it go on.
    void release() {
        gate.complete();
    }

    /// Whether all that is read from now on fails.
    void fail(boolean fails) {
        broken = fails;
    }

    /// Once something has failed.
    Future<Void> failed() {
        return failed.future();
    }

    private Page broken(Page page) {
        if (broken) {
            failed.tryComplete();
            throw new StoreUnavailable("broken");
        }
        return page;
    }

    @Override
    public Future<Reader> reader() {
        return real.reader()
                .map(reader ->
                        new Reader() {
                            @Override
                            public Future<Page> await(CommandId after, int max, Duration patience) {
                                return gate.future()
                                        .compose(_ -> reader.await(after, max, patience))
                                        .map(GatedPool.this::broken);
                            }

                            @Override
                            public void close() {
                                reader.close();
                            }
                        });
    }

    @Override
    public Future<CommandId> append(PoolCommand command) {
        return real.append(command);
    }

    @Override
    public Future<Page> read(CommandId after, int max) {
        return real.read(after, max);
    }

    @Override
    public Future<Boolean> holds(CommandId command) {
        return real.holds(command);
    }

    @Override
    public Future<Optional<Pool>> snapshot() {
        return real.snapshot();
    }

    @Override
    public Future<Boolean> save(Pool pool) {
        return real.save(pool);
    }

    @Override
    public Future<Boolean> acquire(String node, Duration lease) {
        return real.acquire(node, lease);
    }

    @Override
    public Future<Boolean> renew(String node, Duration lease) {
        return real.renew(node, lease);
    }

    @Override
    public Future<Void> release(String node) {
        return real.release(node);
    }
}
