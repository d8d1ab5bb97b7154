package dev.switchboard.gateway.kit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A cluster of three masters, each with a replica if wanted.
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> servers;

    private RedisCluster(List<RedisServer> servers) {
        this.servers = servers;
    }

    /// Starts it, and waits until all of it agrees that all is well.
    ///
    /// @param replicas of each master
    public static RedisCluster start(Path dir, int replicas) {
        List<RedisServer> servers =
                IntStream.range(0, MASTERS * (1 + replicas))
                        .mapToObj(i ->
                                RedisServer.start(
                                        dir.resolve("member-" + i),
                                        "cluster-enabled yes",
                                        "cluster-node-timeout 1000",
                                        "cluster-replica-validity-factor 0"))
                        .toList();
        var cluster = new RedisCluster(servers);
        cluster.form();
        return cluster;
    }

    private void form() {
        int epoch = 0;
        for (RedisServer server : servers) {
            server.say("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(++epoch));
            server.say("CLUSTER", "MEET", "127.0.0.1", Integer.toString(servers.getFirst().port()));
        }
        servers.forEach(
                s -> s.await("CLUSTER INFO", i -> i.contains("known_nodes:" + servers.size())));
        for (int i = 0; i < MASTERS; i++) {
            servers.get(i)
                    .say(
                            "CLUSTER",
                            "ADDSLOTSRANGE",
                            Integer.toString(SLOTS * i / MASTERS),
                            Integer.toString(SLOTS * (i + 1) / MASTERS - 1));
        }
        for (int i = MASTERS; i < servers.size(); i++) {
            String master = id(servers.get(i % MASTERS));
            servers.get(i).await("CLUSTER REPLICATE " + master, a -> a.startsWith("+OK"));
            servers.get(i).await("INFO replication", info -> info.contains("link_status:up"));
        }
        servers.forEach(s -> s.await("CLUSTER INFO", i -> i.contains("cluster_state:ok")));
    }

    /// What a node is given: the first two members alone.
    public URI uri() {
        return URI.create(
                "redis-cluster://"
                        + servers.stream()
                                .limit(2)
                                .map(RedisServer::endpoint)
                                .collect(Collectors.joining(",")));
    }

    /// The members.
    public List<RedisServer> servers() {
        return servers;
    }

    /// The members that are masters by their own word.
    public List<RedisServer> masters() {
        return servers.stream()
                .filter(RedisServer::alive)
                .filter(server -> server.say("ROLE").startsWith("master"))
                .toList();
    }

    /// The member that has this key's slot, by its own word.
    public RedisServer master(String key) {
        return masterOf(slot(key));
    }

    private RedisServer masterOf(int slot) {
        for (String line : living().say("CLUSTER", "NODES").split("\n")) {
            String[] words = line.split(" ");
            if (words[2].contains("master")
                    && !words[2].contains("fail")
                    && Arrays.stream(words).skip(8).anyMatch(range -> holds(range, slot))) {
                int port = Integer.parseInt(words[1].replaceFirst("@.*", "").split(":")[1]);
                return servers.stream().filter(s -> s.port() == port).findFirst().orElseThrow();
            }
        }
        throw new IllegalStateException("nobody has slot " + slot);
    }

    private RedisServer living() {
        return servers.stream().filter(RedisServer::alive).findFirst().orElseThrow();
    }

    private static boolean holds(String range, int slot) {
        if (range.startsWith("[")) {
            return false;
        }
        String[] ends = range.split("-");
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /// A replica of this member.
    public RedisServer replica(RedisServer of) {
        String master = id(of);
        return servers.stream()
                .filter(RedisServer::alive)
                .filter(s -> s.say("CLUSTER", "NODES").contains("myself,slave " + master))
                .findFirst()
                .orElseThrow();
    }

    /// The slot of a key.
    public int slot(String key) {
        return Integer.parseInt(living().say("CLUSTER", "KEYSLOT", key).substring(1));
    }

    /// A member's name in the cluster.
    public static String id(RedisServer server) {
        return server.say("CLUSTER", "MYID");
    }

    /// Begins to move a slot: from here on either side may have a key of it.
    public void beginMove(int slot, RedisServer from, RedisServer to) {
        String number = Integer.toString(slot);
        to.say("CLUSTER", "SETSLOT", number, "IMPORTING", id(from));
        from.say("CLUSTER", "SETSLOT", number, "MIGRATING", id(to));
    }

    /// Moves up to `max` keys of a slot that is being moved.
    ///
    /// @return how many there were
    public int moveKeys(int slot, int max, RedisServer from, RedisServer to) {
        String found =
                from.say("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), Integer.toString(max));
        if (found.isEmpty()) {
            return 0;
        }
        List<String> keys = List.of(found.split("\n"));
        var migrate =
                new ArrayList<>(
                        List.of(
                                "MIGRATE",
                                "127.0.0.1",
                                Integer.toString(to.port()),
                                "",
                                "0",
                                "5000",
                                "KEYS"));
        migrate.addAll(keys);
        String answer = from.say(migrate.toArray(String[]::new));
        if (!answer.startsWith("+")) {
            throw new IllegalStateException(answer);
        }
        return keys.size();
    }

    /// Ends the move: the slot is the other's.
    public void endMove(int slot, RedisServer from, RedisServer to) {
        for (RedisServer server : List.of(to, from)) {
            String answer =
                    server.say("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", id(to));
            if (!answer.startsWith("+OK")) {
                throw new IllegalStateException(answer);
            }
        }
    }

    /// Moves a whole slot.
    public void move(int slot, RedisServer from, RedisServer to) {
        beginMove(slot, from, to);
        while (moveKeys(slot, 100, from, to) > 0) {}
        endMove(slot, from, to);
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
