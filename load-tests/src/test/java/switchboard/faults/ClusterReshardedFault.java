package switchboard.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Three masters. The pool's slot and those of conversations that are under way move to one of
/// them, key by key, as `redis-cli --cluster reshard` moves them.
///
/// To one only: each master that takes slots raises its epoch without asking the others, and of two
/// that do so at once one may take back what it has just given away.
final class ClusterReshardedFault extends FaultRun {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int SLOTS_MOVED_MAX = 24;
    private static final int KEYS_AT_ONCE = 2;
    private static final String MIGRATION_MS = "5000";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final List<SharedStore> masters = new ArrayList<>();
    private final List<RedisTalk> talks = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<Integer, Integer> owners = new HashMap<>();

    @Override
    protected String what() {
        return "slots of a Redis Cluster that are in use move to another master, key by key";
    }

    @Override
    protected Fleet fleet(Path directory) {
        for (int i = 0; i < MASTERS; i++) {
            masters.add(
                    new SharedStore(
                            directory.resolve("redis-" + i),
                            "--cluster-enabled",
                            "yes",
                            "--cluster-announce-ip",
                            "127.0.0.1",
                            "--cluster-announce-port",
                            "PROXY"));
            talks.add(masters.get(i).talk());
            ids.add(talks.get(i).ask("CLUSTER", "MYID").text());
        }
        join();
        String uri =
                masters.stream()
                        .map(m -> "127.0.0.1:" + m.port())
                        .collect(Collectors.joining(",", "redis-cluster://", ""));
        var plan = new Fleet.Plan(List.of(), _ -> Map.of(), _ -> uri);
        return Fleet.start(directory, masters.getFirst().port(), plan, 3);
    }

    private void join() {
        for (int i = 0; i < MASTERS; i++) {
            // Where all begin with the same, they agree on others whenever two of them next meet.
            talks.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            String first = Integer.toString(i * SLOTS / MASTERS);
            String last = Integer.toString(lastSlot(i));
            talks.get(i).ask("CLUSTER", "ADDSLOTSRANGE", first, last);
            int port = masters.get(i).server().port();
            talks.getFirst()
                    .ask(
                            "CLUSTER",
                            "MEET",
                            "127.0.0.1",
                            Integer.toString(port),
                            Integer.toString(port + 10_000));
        }
        for (RedisTalk talk : talks) {
            await(
                    "a whole cluster",
                    () -> {
                        String info = talk.ask("CLUSTER", "INFO").text();
                        return info.contains("cluster_state:ok")
                                && info.contains("cluster_known_nodes:" + MASTERS);
                    });
        }
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
        int pool = slot("{p:default}");
        int to = (owner(pool) + 1) % MASTERS;
        Set<Integer> slots = new LinkedHashSet<>();
        slots.add(pool);
        Evidence.conversations(scene.history.events())
                .forEach(c -> slots.add(slot("{c:" + c + "}")));
        scene.history.faultBegan(what(), "");
        slots.stream()
                .filter(slot -> owner(slot) != to)
                .limit(SLOTS_MOVED_MAX)
                .forEach(slot -> move(slot, to));
        scene.history.faultEnded(what(), "");
    }

    private int slot(String key) {
        return Integer.parseInt(talks.getFirst().ask("CLUSTER", "KEYSLOT", key).text());
    }

    private void move(int slot, int to) {
        int from = owner(slot);
        String number = Integer.toString(slot);
        talks.get(to).ask("CLUSTER", "SETSLOT", number, "IMPORTING", ids.get(from));
        talks.get(from).ask("CLUSTER", "SETSLOT", number, "MIGRATING", ids.get(to));
        while (true) {
            List<String> keys =
                    talks
                            .get(from)
                            .ask("CLUSTER", "GETKEYSINSLOT", number, Integer.toString(KEYS_AT_ONCE))
                            .items()
                            .stream()
                            .map(Resp.Value::text)
                            .toList();
            if (keys.isEmpty()) {
                break;
            }
            var migrate =
                    new ArrayList<>(
                            List.of(
                                    "MIGRATE",
                                    "127.0.0.1",
                                    Integer.toString(masters.get(to).server().port()),
                                    "",
                                    "0",
                                    MIGRATION_MS,
                                    "KEYS"));
            migrate.addAll(keys);
            talks.get(from).ask(migrate.toArray(String[]::new));
        }
        // Whose it becomes first: no moment must pass in which nobody has it.
        talks.get(to).ask("CLUSTER", "SETSLOT", number, "NODE", ids.get(to));
        talks.get(from).ask("CLUSTER", "SETSLOT", number, "NODE", ids.get(to));
        owners.put(slot, to);
    }

    /// As this run has moved them; who was not asked hears of it later.
    private int owner(int slot) {
        return owners.computeIfAbsent(
                slot,
                s -> {
                    int owner = 0;
                    while (s > lastSlot(owner)) {
                        owner++;
                    }
                    return owner;
                });
    }

    private static int lastSlot(int master) {
        return (master + 1) * SLOTS / MASTERS - 1;
    }

    @Override
    protected List<LogEntry> log(String conversation) {
        return talks.get(owner(slot("{c:" + conversation + "}"))).log(conversation);
    }

    @Override
    protected void replace(StandIn standIn) {
        masters.forEach(m -> m.believe(standIn.store()));
    }

    @Override
    protected StandIn standIn() {
        return StandIn.reorderedCommits();
    }

    @Override
    protected void endStore() {
        masters.forEach(SharedStore::close);
    }
}
