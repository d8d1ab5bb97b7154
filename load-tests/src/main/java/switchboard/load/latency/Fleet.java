package switchboard.load.latency;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import switchboard.load.Tokens;
import switchboard.load.holder.OwnNode;
import switchboard.load.holder.OwnRedis;

/// What a run starts: a Redis, and nodes on it whose bounds are no matter of what is measured.
final class Fleet {

    private static final List<String> UNBOUND =
            List.of(
                    "log.level=warn",
                    "connection.handshakes-per-second-max=1000000",
                    "connection.handshakes-in-flight-max=20000",
                    "connection.frames-per-second-max=10000",
                    "connection.frames-burst-max=10000",
                    "connection.person-frames-per-second-max=10000",
                    "connection.address-frames-per-second-max=1000000");

    private final Path directory;
    private final String secret;
    private final Map<String, String> given;
    private final OwnRedis redis;
    private final List<OwnNode> nodes = new ArrayList<>();

    /// Starts the Redis.
    ///
    /// @param given what the run was told: of it `set`, `java-opts`, `jfr` and `aof` are used here
    Fleet(Map<String, String> given) throws IOException {
        this.given = given;
        directory = Files.createTempDirectory("switchboard-latency");
        secret = Tokens.newSecret();
        redis = OwnRedis.start(directory);
        System.out.println("logs are in " + directory);
    }

    /// Has Redis keep a file of what it was told.
    ///
    /// @param fsync `always`, `everysec` or `no`, as in Redis
    private void keepOnDisk(String fsync) {
        RedisTalk.ask(redisAddress(), "CONFIG SET appendfsync " + fsync);
        RedisTalk.ask(redisAddress(), "CONFIG SET appendonly yes");
    }

    /// Starts a node. The first one records its flight, where the run is to.
    OwnNode start(List<String> more) {
        List<String> settings = new ArrayList<>(UNBOUND);
        settings.add("redis.uri=" + redis.uri());
        settings.addAll(more);
        settings.addAll(OwnNode.settings(given.getOrDefault("set", "")));
        boolean recorded = nodes.isEmpty() && given.containsKey("jfr");
        OwnNode node =
                OwnNode.start(
                        directory,
                        new OwnNode.Plan(
                                "node" + nodes.size(),
                                secret,
                                settings,
                                recorded ? List.of("--jfr", given.get("jfr")) : List.of(),
                                given.getOrDefault("java-opts", "")));
        nodes.add(node);
        if (nodes.size() == 1 && given.containsKey("aof")) {
            // It listens by now.
            keepOnDisk(given.get("aof"));
        }
        return node;
    }

    Path directory() {
        return directory;
    }

    Tokens tokens() {
        return new Tokens(secret);
    }

    URI redisAddress() {
        return URI.create(redis.uri());
    }

    Process redis() {
        return redis.process();
    }

    List<OwnNode> nodes() {
        return List.copyOf(nodes);
    }
}
