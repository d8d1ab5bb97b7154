package dev.switchboard.gateway.embedded;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One completion in OpenAI's forms: the whole, and the chunks of a stream.
final class EmbeddedModelCompletion {
    private final String id;
    private final long createdSeconds;
    private final EmbeddedModelRequest.Chat request;
    private final EmbeddedModelReply reply;
    private final List<String> tokens;
    private final String finishReason;

    /// @param number different for each completion of this server
    EmbeddedModelCompletion(
            long number,
            long createdSeconds,
            EmbeddedModelRequest.Chat request,
            EmbeddedModelReply reply) {
        this.id = "chatcmpl-embedded-" + number;
        this.createdSeconds = createdSeconds;
        this.request = request;
        this.reply = reply;
        List<String> all =
                EmbeddedModelTokens.of(
                        switch (reply) {
                            case EmbeddedModelReply.Text text -> text.text();
                            case EmbeddedModelReply.Call call -> call.arguments();
                        });
        boolean tooLong = all.size() > request.tokensMax();
        this.tokens = tooLong ? all.subList(0, request.tokensMax()) : all;
        this.finishReason =
                tooLong
                        ? "length"
                        : switch (reply) {
                            case EmbeddedModelReply.Text _ -> "stop";
                            case EmbeddedModelReply.Call _ -> "tool_calls";
                        };
    }

    /// Tokens of the reply, each of which is one chunk of a stream.
    int tokenCount() {
        return tokens.size();
    }

    /// The completion as one JSON object.
    JsonObject whole() {
        String text = String.join("", tokens);
        JsonObject message =
                switch (reply) {
                    case EmbeddedModelReply.Text _ -> message().put("content", text);
                    case EmbeddedModelReply.Call call ->
                            message()
                                    .putNull("content")
                                    .put("tool_calls", calls(call.tool(), text, false));
                };
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .put("finish_reason", finishReason);
        return envelope("chat.completion")
                .put("choices", new JsonArray().add(choice))
                .put("usage", usage());
    }

    /// The beginning of the stream: the role, and the name of a tool that is called.
    Buffer opening() {
        return switch (reply) {
            case EmbeddedModelReply.Text _ -> delta(message().put("content", ""));
            case EmbeddedModelReply.Call call ->
                    delta(
                            message()
                                    .putNull("content")
                                    .put("tool_calls", calls(call.tool(), "", true)));
        };
    }

    /// One token of the stream.
    Buffer token(int index) {
        String token = tokens.get(index);
        return switch (reply) {
            case EmbeddedModelReply.Text _ -> delta(new JsonObject().put("content", token));
            case EmbeddedModelReply.Call _ -> {
                JsonObject function = new JsonObject().put("arguments", token);
                JsonObject call = new JsonObject().put("index", 0).put("function", function);
                yield delta(new JsonObject().put("tool_calls", new JsonArray().add(call)));
            }
        };
    }

    /// The end of the stream: why it ended, the usage where it was asked for, and the mark.
    Buffer closing() {
        Buffer closing = chunk(new JsonObject(), finishReason);
        if (request.includeUsage()) {
            closing.appendBuffer(
                    event(
                            envelope("chat.completion.chunk")
                                    .put("choices", new JsonArray())
                                    .put("usage", usage())));
        }
        return closing.appendString("data: [DONE]\n\n");
    }

    private static JsonObject message() {
        return new JsonObject().put("role", "assistant");
    }

    private JsonArray calls(String tool, String arguments, boolean indexed) {
        JsonObject call = indexed ? new JsonObject().put("index", 0) : new JsonObject();
        call.put("id", "call_" + id)
                .put("type", "function")
                .put("function", new JsonObject().put("name", tool).put("arguments", arguments));
        return new JsonArray().add(call);
    }

    private JsonObject usage() {
        int prompt = 0;
        for (EmbeddedModelRequest.Message message : request.messages()) {
            prompt += EmbeddedModelTokens.count(message.text());
        }
        return new JsonObject()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", tokens.size())
                .put("total_tokens", prompt + tokens.size());
    }

    private JsonObject envelope(String object) {
        return new JsonObject()
                .put("id", id)
                .put("object", object)
                .put("created", createdSeconds)
                .put("model", request.model());
    }

    private Buffer delta(JsonObject delta) {
        return chunk(delta, null);
    }

    private Buffer chunk(JsonObject delta, @Nullable String finish) {
        JsonObject choice =
                new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
        return event(
                envelope("chat.completion.chunk").put("choices", new JsonArray().add(choice)));
    }

    private static Buffer event(JsonObject json) {
        return Buffer.buffer("data: ").appendBuffer(json.toBuffer()).appendString("\n\n");
    }
}
