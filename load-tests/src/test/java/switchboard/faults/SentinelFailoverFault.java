package switchboard.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Three servers, three sentinels. The nodes ask that one replica has what they call accepted, so
/// that whichever replica is promoted has all of it.
final class SentinelFailoverFault extends FaultRun {

    private static final String MASTER = "switchboard";
    private static final int SERVERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final List<SharedStore> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    @Override
    protected String what() {
        return "Redis' master is killed (-9), the sentinels promote a replica; one acknowledges all";
    }

    @Override
    protected Fleet fleet(Path directory) {
        for (int i = 0; i < SERVERS; i++) {
            var options =
                    new ArrayList<>(
                            List.of(
                                    "--replica-announce-ip",
                                    "127.0.0.1",
                                    "--replica-announce-port",
                                    "PROXY",
                                    "--repl-diskless-sync-delay",
                                    "0"));
            if (i > 0) {
                String master = Integer.toString(servers.getFirst().port());
                options.addAll(List.of("--replicaof", "127.0.0.1 " + master));
            }
            servers.add(
                    new SharedStore(
                            directory.resolve("redis-" + i), options.toArray(String[]::new)));
        }
        awaitReplicas(SERVERS - 1);
        for (int i = 0; i < 3; i++) {
            sentinels.add(
                    Sentinel.start(
                            directory.resolve("sentinel-" + i), MASTER, servers.getFirst().port()));
        }
        String uri =
                sentinels.stream()
                        .map(s -> "127.0.0.1:" + s.port())
                        .collect(Collectors.joining(",", "redis-sentinel://", "/" + MASTER));
        var plan =
                new Fleet.Plan(List.of("redis.replicas-acknowledged=1"), _ -> Map.of(), _ -> uri);
        return Fleet.start(directory, servers.getFirst().port(), plan, 3);
    }

    private SharedStore master() {
        int port = announcedMaster();
        return servers.stream().filter(s -> s.port() == port).findFirst().orElseThrow();
    }

    private int announcedMaster() {
        return sentinels.isEmpty() ? servers.getFirst().port() : announcedBy(sentinels.getFirst());
    }

    /// Whether all sentinels name the same master.
    private boolean agreed() {
        return sentinels.stream().map(this::announcedBy).distinct().count() == 1;
    }

    private int announcedBy(RedisServer sentinel) {
        try (RedisTalk talk = sentinel.talk()) {
            List<Resp.Value> address =
                    talk.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER).items();
            return Integer.parseInt(address.get(1).text());
        }
    }

    /// How many replicas the master counts that are up to date, at least.
    private void awaitReplicas(int count) {
        await(
                "replicas",
                () -> {
                    try (RedisTalk talk = master().talk()) {
                        return talk.ask("INFO", "replication").text().split("state=online").length
                                > count;
                    }
                });
    }

    private static void await(String what, BooleanSupplier wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            Client.pause(LOOK_AGAIN);
        }
    }

    @Override
    protected void fault(Scene scene) {
        SharedStore master = master();
        scene.history.faultBegan(what(), "");
        master.server().kill();
        // All of them: one that had begun a failover of its own would promote whoever comes back,
        // which has not what was acknowledged meanwhile.
        await("another master", () -> agreed() && announcedMaster() != master.port());
        scene.history.faultEnded(what(), "");
        // It comes back as a replica of the one that was promoted.
        master.server().start("--replicaof", "127.0.0.1 " + announcedMaster());
        awaitReplicas(SERVERS - 1);
    }

    @Override
    protected List<LogEntry> log(String conversation) {
        try (RedisTalk talk = master().talk()) {
            return talk.log(conversation);
        }
    }

    @Override
    protected void replace(StandIn standIn) {
        servers.forEach(s -> s.believe(standIn.store()));
    }

    @Override
    protected StandIn standIn() {
        return StandIn.lostCommit();
    }

    @Override
    protected void endStore() {
        sentinels.forEach(RedisServer::close);
        servers.forEach(SharedStore::close);
    }
}
