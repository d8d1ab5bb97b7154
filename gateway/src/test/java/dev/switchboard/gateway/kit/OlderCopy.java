package dev.switchboard.gateway.kit;

import dev.switchboard.gateway.embedded.RedisTalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/// A copy of some keys, to which a Redis can be taken back: what it has acknowledged since is lost,
/// as in a failover to a replica that had not heard of it.
public final class OlderCopy {

    /// All keys at once, as a replica has them.
    private static final String ALL =
            "EVAL \"for _, k in ipairs(KEYS) do redis.call('DEL', ARGV[2] .. k)"
                    + " redis.call('COPY', ARGV[1] .. k, ARGV[2] .. k) end return 1\" ";

    private final URI redis;
    private final List<String> keys;

    private OlderCopy(URI redis, List<String> keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /// A copy of a conversation.
    public static OlderCopy ofConversation(URI redis, String id) {
        String key = "{c:" + id + "}";
        return of(redis, List.of(key, key + ":log", key + ":ids"));
    }

    /// A copy of the pool.
    public static OlderCopy ofPool(URI redis) {
        String key = "{p:default}:";
        return of(redis, List.of(key + "commands", key + "snapshot", key + "snapshot-at"));
    }

    private static OlderCopy of(URI redis, List<String> keys) {
        var copy = new OlderCopy(redis, keys);
        copy.run("", "older:");
        return copy;
    }

    /// Takes Redis back to it.
    public void restore() {
        run("older:", "");
    }

    private void run(String from, String to) {
        try (RedisTalk talk = RedisTalk.to(redis)) {
            String answer =
                    talk.say(
                            ALL
                                    + keys.size()
                                    + " "
                                    + String.join(" ", keys)
                                    + " \""
                                    + from
                                    + "\" \""
                                    + to
                                    + "\"");
            if (!answer.equals(":1")) {
                throw new IllegalStateException(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
