package dev.switchboard.gateway.store;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/// Answers to `XREAD`.
final class Streams {

    private Streams() {}

    /// What came of this stream, if anything did. Under RESP3 the streams come as a map by name,
    /// under RESP2 as a list of pairs.
    static @Nullable Response named(String key, Response streams) {
        if (streams.isMap()) {
            return streams.get(key);
        }
        for (Response stream : streams) {
            if (stream.get(0).toString().equals(key)) {
                return stream.get(1);
            }
        }
        return null;
    }
}
