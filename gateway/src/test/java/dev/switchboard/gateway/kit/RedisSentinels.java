package dev.switchboard.gateway.kit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A primary, replicas and three sentinels that watch over them.
public final class RedisSentinels implements AutoCloseable {

    private static final String MASTER = "chats";
    private static final int SENTINELS = 3;

    private final List<RedisServer> servers;
    private final List<RedisServer> sentinels;

    private RedisSentinels(List<RedisServer> servers, List<RedisServer> sentinels) {
        this.servers = servers;
        this.sentinels = sentinels;
    }

    /// Starts them, and waits until each knows of the others.
    public static RedisSentinels start(Path dir, int replicas) {
        RedisServer primary = RedisServer.start(dir.resolve("server-0"));
        String of = "replicaof 127.0.0.1 " + primary.port();
        List<RedisServer> copies =
                IntStream.rangeClosed(1, replicas)
                        .mapToObj(i -> RedisServer.start(dir.resolve("server-" + i), of))
                        .toList();
        copies.forEach(copy -> copy.await("INFO replication", i -> i.contains("link_status:up")));
        List<RedisServer> sentinels =
                IntStream.range(0, SENTINELS)
                        .mapToObj(i ->
                                RedisServer.sentinel(
                                        dir.resolve("sentinel-" + i),
                                        RedisServer.freePort(),
                                        "sentinel monitor %s 127.0.0.1 %d 2"
                                                .formatted(MASTER, primary.port()),
                                        "sentinel down-after-milliseconds " + MASTER + " 700",
                                        "sentinel failover-timeout " + MASTER + " 3000"))
                        .toList();
        // As in production, but for the patience: a deposed master is made a replica within
        // seconds,
        // and a machine that is busy is not taken for one whose clock was set.
        String impatience =
                "SENTINEL DEBUG INFO-PERIOD 300 PUBLISH-PERIOD 300 TILT-TRIGGER 30000 TILT-PERIOD"
                        + " 1000";
        sentinels.forEach(s -> s.await(impatience, answer -> answer.startsWith("+OK")));
        String known = "slaves=%d,sentinels=%d".formatted(replicas, SENTINELS);
        sentinels.forEach(sentinel -> sentinel.await("INFO sentinel", i -> i.contains(known)));
        return new RedisSentinels(
                Stream.concat(Stream.of(primary), copies.stream()).toList(), sentinels);
    }

    /// What a node is given.
    public URI uri() {
        return URI.create(
                "redis-sentinel://%s/%s"
                        .formatted(
                                sentinels.stream()
                                        .map(RedisServer::endpoint)
                                        .collect(Collectors.joining(",")),
                                MASTER));
    }

    /// The server that is the master by its own word.
    public RedisServer master() {
        return living().filter(RedisSentinels::isMaster).findFirst().orElseThrow();
    }

    /// The servers that live.
    public Stream<RedisServer> living() {
        return servers.stream().filter(RedisServer::alive);
    }

    /// The servers that are replicas by their own word.
    public List<RedisServer> replicas() {
        return living().filter(server -> !isMaster(server)).toList();
    }

    private static boolean isMaster(RedisServer server) {
        return server.say("ROLE").startsWith("master");
    }

    /// Has the sentinels replace a master that is well, and waits until it is a replica.
    public void failOver() {
        RedisServer old = master();
        sentinels.getFirst().await("SENTINEL FAILOVER " + MASTER, a -> a.startsWith("+OK"));
        old.await("ROLE", role -> role.startsWith("slave"));
    }

    /// Kills the master once the replicas have all it had acknowledged until now, and waits for its
    /// successor.
    public void failOverKilled() {
        RedisServer old = master();
        long written = offset(old.say("INFO", "replication"), "master_repl_offset");
        replicas()
                .forEach(copy ->
                        copy.await(
                                "INFO replication",
                                info -> offset(info, "slave_repl_offset") >= written));
        old.kill();
        List<RedisServer> left = living().toList();
        sentinels
                .getFirst()
                .await(
                        "SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER,
                        address -> left.stream().anyMatch(s -> address.endsWith("\n" + s.port())));
    }

    private static long offset(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }
}
