package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.logging.Logger;

/// A process that runs the command line over a node that listens nowhere. Its first argument says
/// how the node behaves; the others are the command line's.
final class PretendedNode implements Node {
    private final String behaviour;
    private final GatewayConfig config;
    private final Promise<Void> hastened = Promise.promise();

    private PretendedNode(String behaviour, GatewayConfig config) {
        this.behaviour = behaviour;
        this.config = config;
    }

    public static void main(String[] args) {
        System.exit(
                SwitchboardCommand.execute(
                        config -> start(args[0], config),
                        new PrintWriter(System.out, true, System.out.charset()),
                        new PrintWriter(System.err, true, System.err.charset()),
                        Arrays.copyOfRange(args, 1, args.length)));
    }

    private static Future<Node> start(String behaviour, GatewayConfig config) {
        if (behaviour.equals("starts-forever")) {
            System.out.println("starting");
            return Promise.<Node>promise().future();
        }
        if (behaviour.equals("logs")) {
            Logger.getLogger("test").warning("by another road");
        }
        return Future.succeededFuture(new PretendedNode(behaviour, config));
    }

    @Override
    public int port() {
        return config.port();
    }

    @Override
    public Future<Void> dismissed() {
        return behaviour.equals("is-dismissed")
                ? Future.succeededFuture()
                : Promise.<Void>promise().future();
    }

    @Override
    public void hasten() {
        System.out.println("hurries");
        hastened.complete();
    }

    @Override
    public Future<Void> stop() {
        System.out.println("let go");
        return switch (behaviour) {
            case "drains" -> hastened.future();
            case "stops", "is-dismissed" -> Future.succeededFuture();
            case "fails-to-stop" -> Future.failedFuture("the door is stuck");
            default -> Promise.<Void>promise().future();
        };
    }
}
