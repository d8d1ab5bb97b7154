package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pool's commands, its newest snapshot and its leader's lease. Ids never step back, even where
/// the clock does.
final class RedisPool {

    private final Clock clock;
    private final List<Filed> commands = new ArrayList<>();
    private final List<Runnable> readers = new ArrayList<>();
    private CommandId last = CommandId.NONE;
    private CommandId trimmedTo = CommandId.NONE;
    private Optional<PoolSnapshot> snapshot = Optional.empty();
    private String leader = "";
    private long leaseEnds;

    record Filed(CommandId id, PoolCommand command) {}

    /// @param gap whether commands that were asked for are there no more
    record Read(List<Filed> commands, boolean gap) {}

    RedisPool(Clock clock) {
        this.clock = clock;
    }

    Void append(PoolCommand command) {
        long ms = clock.ms();
        last = ms > last.ms() ? new CommandId(ms, 0) : new CommandId(last.ms(), last.n() + 1);
        commands.add(new Filed(last, command));
        List<Runnable> waiting = List.copyOf(readers);
        readers.clear();
        waiting.forEach(Runnable::run);
        return null;
    }

    Read read(CommandId after) {
        int from = commands.size();
        while (from > 0 && commands.get(from - 1).id().compareTo(after) > 0) {
            from--;
        }
        return new Read(
                List.copyOf(commands.subList(from, commands.size())),
                after.compareTo(trimmedTo) < 0);
    }

    boolean hasAfter(CommandId after) {
        return last.compareTo(after) > 0;
    }

    void whenFiled(Runnable then) {
        readers.add(then);
    }

    Optional<PoolSnapshot> snapshot() {
        return snapshot;
    }

    /// Keeps a snapshot and drops the commands in it.
    ///
    /// @param onlyNewer whether one that is older than what is kept is refused
    Void save(PoolSnapshot newer, boolean onlyNewer) {
        boolean older = snapshot.filter(s -> s.last().compareTo(newer.last()) >= 0).isPresent();
        if (!(onlyNewer && older)) {
            snapshot = Optional.of(newer);
        }
        CommandId drop = newer.last();
        commands.removeIf(filed -> filed.id().compareTo(drop) < 0);
        trimmedTo = trimmedTo.compareTo(drop) < 0 ? drop : trimmedTo;
        return null;
    }

    boolean acquire(String node, long leaseMs) {
        if (clock.ms() < leaseEnds) {
            return false;
        }
        leader = node;
        leaseEnds = clock.ms() + leaseMs;
        return true;
    }

    boolean renew(String node, long leaseMs) {
        if (!leader.equals(node) || clock.ms() >= leaseEnds) {
            return false;
        }
        leaseEnds = clock.ms() + leaseMs;
        return true;
    }
}
