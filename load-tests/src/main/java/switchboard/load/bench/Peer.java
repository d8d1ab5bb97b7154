package switchboard.load.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A server that is measured: Switchboard, and what else such a gateway might be made of.
enum Peer {
    SWITCHBOARD("Switchboard", Dialect.SWITCHBOARD),
    NETTY("raw Netty", Dialect.JSON),
    WS("Node, ws", Dialect.JSON),
    SOCKETIO("Node, Socket.IO", Dialect.SOCKET_IO),
    BUN("Bun", Dialect.JSON),
    DENO("Deno", Dialect.JSON);

    private final String title;
    private final Dialect dialect;

    Peer(String title, Dialect dialect) {
        this.title = title;
        this.dialect = dialect;
    }

    /// As options and results have it.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As people read it.
    String title() {
        return title;
    }

    Dialect dialect() {
        return dialect;
    }

    /// Whether its memory is a JVM's.
    boolean isJava() {
        return this == SWITCHBOARD || this == NETTY;
    }

    /// What starts it, each as one process with one thread for its sockets where it has a choice;
    /// of Switchboard without the settings of a run.
    ///
    /// @param home of Switchboard
    List<String> command(Path home) {
        Path peers = home.resolve("load-tests/peers");
        String modules = peers.resolve("node_modules") + "/";
        return switch (this) {
            case SWITCHBOARD -> List.of(home.resolve("switchboard").toString(), "--port", "0");
            case NETTY -> {
                var java = new ArrayList<String>();
                java.add(ProcessHandle.current().info().command().orElseThrow());
                java.addAll(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-Xmx1g",
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.net.preferIPv4Stack=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NettyPeer.class.getName()));
                yield java;
            }
            case WS -> List.of("node", "--expose-gc", peers.resolve("ws.mjs").toString());
            case SOCKETIO ->
                    List.of("node", "--expose-gc", peers.resolve("socketio.mjs").toString());
            case BUN ->
                    List.of(modules + "@oven/bun-linux-x64/bin/bun", peers.resolve("bun.ts") + "");
            case DENO ->
                    List.of(
                            modules + "@deno/linux-x64-glibc/deno",
                            "run",
                            "--no-config",
                            "--cached-only",
                            "--allow-net",
                            "--allow-env",
                            "--v8-flags=--expose-gc",
                            peers.resolve("deno.ts").toString());
        };
    }
}
