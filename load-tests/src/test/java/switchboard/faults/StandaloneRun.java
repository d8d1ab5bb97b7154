package switchboard.faults;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import switchboard.faults.History.OfClient;

/// A run on three nodes and a single Redis that writes everything down.
abstract class StandaloneRun extends FaultRun {

    protected static final int NODES = 3;

    protected RedisServer redis;
    private RedisTalk talk;

    /// Settings of the nodes, `key=value`, besides those of all runs.
    protected List<String> settings() {
        return List.of();
    }

    /// What the environment of the node of this name has besides.
    protected Map<String, String> environment(String node) {
        return Map.of();
    }

    @Override
    protected final Fleet fleet(Path directory) {
        redis =
                RedisServer.start(
                        Fresh.directory(directory.resolve("redis")), RedisServer.durable());
        var plan =
                new Fleet.Plan(settings(), this::environment, port -> "redis://127.0.0.1:" + port);
        return Fleet.start(directory, redis.port(), plan, NODES);
    }

    @Override
    protected final List<LogEntry> log(String conversation) {
        try {
            return talk().log(conversation);
        } catch (UncheckedIOException e) {
            // Redis has been restarted since.
            return talk().log(conversation);
        }
    }

    /// A connection to Redis that lasts until Redis ends.
    protected final RedisTalk talk() {
        if (talk == null || talk.isBroken()) {
            talk = redis.talk();
        }
        return talk;
    }

    /// Kills the node through which the next frame like this comes or goes, at that very moment.
    protected final void killAtNext(Scene scene, String what, Predicate<OfClient> wanted) {
        scene.atNext(what, wanted, node -> kill(scene, node, what));
    }

    /// Kills a node. Another takes its place before the next fault.
    protected final void kill(Scene scene, Fleet.Member node, String what) {
        scene.history.faultBegan(what, node.name());
        node.node().kill();
        scene.fleet.bury(node);
        scene.history.faultEnded(what, node.name());
    }

    @Override
    protected final void endStore() {
        if (redis != null) {
            redis.close();
        }
    }
}
