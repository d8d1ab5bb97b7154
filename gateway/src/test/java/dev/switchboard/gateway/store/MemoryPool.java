package dev.switchboard.gateway.store;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What the pool's scripts and keys mean, executable. Leases here do not end by themselves.
public final class MemoryPool implements PoolStore {

    private final NavigableMap<CommandId, PoolCommand> commands = new TreeMap<>();
    private CommandId last = CommandId.NONE;
    private Optional<Pool> snapshot = Optional.empty();
    private Optional<String> holder = Optional.empty();

    /// Files a command under the id that another store gave it.
    void file(CommandId id, PoolCommand command) {
        last = id;
        commands.put(id, command);
    }

    @Override
    public Future<CommandId> append(PoolCommand command) {
        file(new CommandId(last.ms() + 1, 0), command);
        return Future.succeededFuture(last);
    }

    @Override
    public Future<Page> read(CommandId after, int max) {
        boolean overtaken = snapshot.filter(s -> s.last().compareTo(after) > 0).isPresent();
        return Future.succeededFuture(
                overtaken
                        ? new Page.Overtaken()
                        : new Page.Commands(
                                commands.tailMap(after, false).entrySet().stream()
                                        .limit(max)
                                        .map(e -> new Filed(e.getKey(), e.getValue()))
                                        .toList()));
    }

    @Override
    public Future<Boolean> holds(CommandId command) {
        return Future.succeededFuture(commands.containsKey(command));
    }

    @Override
    public Future<Reader> reader() {
        return Future.succeededFuture(
                new Reader() {
                    @Override
                    public Future<Page> await(CommandId after, int max, Duration patience) {
                        return read(after, max);
                    }

                    @Override
                    public void close() {}
                });
    }

    @Override
    public Future<Optional<Pool>> snapshot() {
        return Future.succeededFuture(snapshot);
    }

    @Override
    public Future<Boolean> save(Pool pool) {
        if (!commands.containsKey(pool.last())
                || snapshot.filter(s -> s.last().compareTo(pool.last()) >= 0).isPresent()) {
            return Future.succeededFuture(false);
        }
        snapshot = Optional.of(pool);
        commands.headMap(pool.last(), false).clear();
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Boolean> acquire(String node, Duration lease) {
        holder = holder.or(() -> Optional.of(node));
        return renew(node, lease);
    }

    @Override
    public Future<Boolean> renew(String node, Duration lease) {
        return Future.succeededFuture(holder.filter(node::equals).isPresent());
    }

    @Override
    public Future<Void> release(String node) {
        holder = holder.filter(h -> !h.equals(node));
        return Future.succeededFuture();
    }
}
