package switchboard.load.holder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// A Redis of a run's own, which keeps nothing on a disk.
///
/// @param uri as `redis.uri` of a node takes it
public record OwnRedis(Process process, String uri) {

    /// @param directory for its log
    public static OwnRedis start(Path directory) {
        int port = freePort();
        var process =
                ChildProcess.start(
                        new ProcessBuilder(
                                "redis-server",
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "no",
                                "--dir",
                                directory.toString(),
                                "--logfile",
                                "redis.log",
                                "--daemonize",
                                "no"),
                        directory.resolve("redis.err"));
        if (!process.isAlive()) {
            throw new IllegalStateException("redis-server could not be started");
        }
        return new OwnRedis(process, "redis://127.0.0.1:" + port);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
