package switchboard.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Some nodes on one Redis, each behind a proxy to its clients and before one to Redis.
final class Fleet implements AutoCloseable {

    private static final String POOL_LEASE = "{p:default}:lease";
    private static final int LEASE_KEY_AT = 3;
    private static final int LEASE_HOLDER_AT = 4;

    /// A node and what stands around it.
    static final class Member {
        private final FaultProxy redis;
        private final FaultProxy door;
        private volatile Lie lie = Lie.NONE;
        private volatile boolean brokenDoor;
        private volatile String id = "";
        private Node node;

        Member(int redisPort) {
            redis = new FaultProxy(redisPort, () -> new RedisEar(() -> this::tell));
            door = new FaultProxy(0, () -> new BrokenDoor(() -> brokenDoor));
        }

        /// What the node calls itself shows where it asks for the pool's lease.
        private List<Lie.Step> tell(List<String> words) {
            if (words.size() > LEASE_HOLDER_AT && words.get(LEASE_KEY_AT).equals(POOL_LEASE)) {
                id = words.get(LEASE_HOLDER_AT);
            }
            return lie.tell(words);
        }

        String name() {
            return node.name();
        }

        Node node() {
            return node;
        }

        /// Its way to Redis.
        Link redis() {
            return redis.link;
        }

        /// The way from its clients.
        Link door() {
            return door.link;
        }

        /// What Redis is to it.
        Lie believes() {
            return lie;
        }

        /// From now on Redis is this to it.
        void believe(Lie lie) {
            this.lie = lie;
        }
    }

    /// How nodes are started.
    ///
    /// @param settings `key=value`, besides those that all fleets have
    /// @param environment of the node of this name, besides its own
    /// @param uri makes `redis.uri` of the port of a node's own proxy
    record Plan(
            List<String> settings,
            Function<String, Map<String, String>> environment,
            IntFunction<String> uri) {}

    final Doors doors = new Doors();

    /// The same nodes without proxies before them.
    final Doors directDoors = new Doors();

    private final Path directory;
    private final int redisPort;
    private final Plan plan;
    private final int nodes;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger names = new AtomicInteger();
    private StandIn standIn = StandIn.store("", Violation.Invariant.AT_REST, Lie.NONE);

    private Fleet(Path directory, int redisPort, Plan plan, int nodes) {
        this.nodes = nodes;
        this.directory = directory;
        this.redisPort = redisPort;
        this.plan = plan;
    }

    /// Starts nodes and waits until they listen.
    static Fleet start(Path directory, int redisPort, Plan plan, int nodes) {
        ConfigDirectory.copiedTo(directory.resolve("config"));
        var fleet = new Fleet(directory, redisPort, plan, nodes);
        fleet.complete();
        return fleet;
    }

    /// One after another: each start takes what the machine has.
    private void addAll(int count) {
        for (int i = 0; i < count; i++) {
            add();
        }
    }

    /// One node more.
    Member add() {
        var member = new Member(redisPort);
        String name = "node-" + names.incrementAndGet();
        member.node =
                Node.start(
                        name,
                        directory,
                        settings(member.redis.port()),
                        plan.environment().apply(name));
        member.door.retarget(member.node.port());
        member.believe(standIn.store());
        member.brokenDoor = standIn.door();
        members.add(member);
        doors.add(name, member.door.port());
        directDoors.add(name, member.node.port());
        return member;
    }

    private List<String> settings(int redisProxyPort) {
        var settings =
                new ArrayList<>(
                        List.of(
                                "redis.uri=" + plan.uri().apply(redisProxyPort),
                                "auth.secret=" + Tokens.SECRET,
                                "config-dir=" + directory.resolve("config"),
                                "connection.heartbeat=10s",
                                "redis.timeout=5s",
                                "cluster.lease=2s",
                                "cluster.compare=1s",
                                "pool.lease=2s",
                                "model.embedded.first-token-ms=100",
                                "model.embedded.tokens-per-second=60"));
        settings.addAll(plan.settings());
        return settings;
    }

    /// Puts a broken part in the place of a real one, everywhere.
    void replace(StandIn standIn) {
        this.standIn = standIn;
        for (Member member : members) {
            member.believe(standIn.store());
            member.brokenDoor = standIn.door();
        }
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    /// The member of this name.
    Optional<Member> find(String name) {
        return members.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /// The one that leads the pool; the first where none is known to.
    Member leader(String leaseHolder) {
        return members.stream()
                .filter(m -> m.id.equals(leaseHolder))
                .findFirst()
                .orElseGet(members::getFirst);
    }

    /// Takes a dead node off the doors.
    void bury(Member member) {
        doors.remove(member.name());
        directDoors.remove(member.name());
        members.remove(member);
        member.door.close();
        member.redis.close();
    }

    /// Starts the nodes that are missing, and waits until they listen.
    void complete() {
        addAll(nodes - members.size());
    }

    @Override
    public void close() {
        for (Member member : members) {
            member.node.close();
            bury(member);
        }
    }
}
