package switchboard.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Redis server that tells others another address than its own: that of a proxy before it,
/// through which nodes, replicas and sentinels come.
final class SharedStore implements AutoCloseable {

    private final RedisServer server;
    private final FaultProxy proxy;
    private volatile Lie lie = Lie.NONE;

    /// @param options besides those that make it durable; `PORT` and `PROXY` become the two ports
    SharedStore(Path directory, String... options) {
        int port = Ports.free();
        proxy = new FaultProxy(port, () -> new RedisEar(() -> words -> lie.tell(words)));
        var all = new ArrayList<>(List.of(RedisServer.durable()));
        Arrays.stream(options)
                .map(o -> o.equals("PORT") ? "" + port : o.equals("PROXY") ? "" + port() : o)
                .forEach(all::add);
        server = RedisServer.startAt(port, Fresh.directory(directory), all.toArray(String[]::new));
    }

    /// Of the proxy: the one that everybody is to use.
    int port() {
        return proxy.port();
    }

    RedisServer server() {
        return server;
    }

    RedisTalk talk() {
        return server.talk();
    }

    void believe(Lie lie) {
        this.lie = lie;
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
