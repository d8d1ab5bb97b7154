package switchboard.load.holder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.util.List;
import switchboard.load.Tokens;

/// Holds sessions of customers against nodes that run: `Holder --address ws://127.0.0.1:8080
/// --sessions 10000`, with the nodes' `auth.secret` in SWITCHBOARD_AUTH_SECRET. Prints a line of
/// JSON each second and a last one with what was found. Status 0: all were there to the end, and
/// nothing that was said was lost; 1: not so; 2: it was not understood.
public final class Holder {

    static final String SECRET = "SWITCHBOARD_AUTH_SECRET";

    private Holder() {}

    public static void main(String[] arguments) {
        HolderOptions options;
        String secret = System.getenv(SECRET);
        try {
            options = HolderOptions.of(List.of(arguments));
            if (secret == null) {
                throw new IllegalArgumentException(SECRET + " is not set");
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        var crowd = new Crowd(options, new Tokens(secret), group.next());
        if (options.hold().isZero()) {
            Thread.ofPlatform().daemon().start(() -> finishWithInput(crowd));
        }
        ObjectNode last = crowd.begin().join();
        System.out.println(last);
        System.exit(last.path("problems").asInt() == 0 ? 0 : 1);
    }

    /// Whoever started it holds the other end: it ends with them, however they end.
    private static void finishWithInput(Crowd crowd) {
        try {
            while (System.in.read() >= 0) {
                // What is written there means nothing.
            }
        } catch (IOException e) {
            // There is nobody any more.
        }
        crowd.finish();
    }
}
