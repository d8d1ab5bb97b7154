package dev.switchboard.gateway.kit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Events of a model's stream, as OpenAI sends them.
public final class Chunk {

    /// Ends a stream.
    public static final String DONE = "data: [DONE]\n\n";

    private Chunk() {}

    /// One event.
    ///
    /// @param delta what is new
    /// @param finish why it ends; null where it goes on
    public static String of(JsonObject delta, String finish) {
        JsonObject choice =
                new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
        JsonObject chunk =
                new JsonObject()
                        .put("id", "c")
                        .put("object", "chat.completion.chunk")
                        .put("choices", new JsonArray().add(choice));
        return "data: " + chunk.encode() + "\n\n";
    }
}
