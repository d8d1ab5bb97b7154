package dev.switchboard.gateway;

import dev.switchboard.gateway.cli.Node;
import dev.switchboard.gateway.cli.SwitchboardCommand;
import io.vertx.core.Future;
import java.io.PrintWriter;

/// Where the process begins.
public final class Main {

    private Main() {}

    /// Runs the command line and ends the process with its status.
    public static void main(String[] args) {
        System.exit(
                SwitchboardCommand.execute(
                        config -> Gateway.start(config).map(RunningGateway::new),
                        new PrintWriter(System.out, true, System.out.charset()),
                        new PrintWriter(System.err, true, System.err.charset()),
                        args));
    }

    /// A gateway as the command line sees it.
    private record RunningGateway(Gateway gateway) implements Node {
        @Override
        public int port() {
            return gateway.port();
        }

        @Override
        public Future<Void> dismissed() {
            return gateway.dismissed();
        }

        @Override
        public Future<Void> stop() {
            return gateway.drain();
        }

        @Override
        public void hasten() {
            gateway.hasten();
        }
    }
}
