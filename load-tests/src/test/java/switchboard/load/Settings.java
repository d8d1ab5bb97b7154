package switchboard.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What all simulations are told, as system properties.
///
/// `address`: `ws://host:port`, or several with commas between them, of nodes or of a load
/// balancer; each connection goes to one at random. `secret`: the nodes' `auth.secret`, without
/// which the environment's SWITCHBOARD_AUTH_SECRET is taken.
final class Settings {

    static final List<String> ADDRESSES =
            List.of(System.getProperty("address", "ws://127.0.0.1:8080").split(","));

    static final Tokens TOKENS = new Tokens(secret());

    private Settings() {}

    static String anyAddress() {
        return ADDRESSES.get(ThreadLocalRandom.current().nextInt(ADDRESSES.size()));
    }

    private static String secret() {
        String secret = System.getProperty("secret", System.getenv("SWITCHBOARD_AUTH_SECRET"));
        if (secret == null) {
            throw new IllegalStateException(
                    "the nodes' auth.secret is needed: -Dsecret=… or SWITCHBOARD_AUTH_SECRET");
        }
        return secret;
    }

    static int number(String property, int otherwise) {
        return Integer.getInteger(property, otherwise);
    }

    static Duration seconds(String property, int otherwise) {
        return Duration.ofSeconds(number(property, otherwise));
    }
}
