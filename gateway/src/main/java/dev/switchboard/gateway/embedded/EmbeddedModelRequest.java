package dev.switchboard.gateway.embedded;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of a `POST /v1/chat/completions`, read.
sealed interface EmbeddedModelRequest {

    /// A request that can be answered.
    ///
    /// @param model the name asked for; any will do
    /// @param includeUsage whether a stream ends with the usage
    /// @param tools names of the tools offered
    /// @param tokensMax longest answer wanted
    record Chat(
            String model,
            List<Message> messages,
            List<String> tools,
            boolean stream,
            boolean includeUsage,
            int tokensMax)
            implements EmbeddedModelRequest {
        public Chat {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
        }
    }

    /// A request that cannot.
    ///
    /// @param parameter the field at fault
    record Bad(String message, Optional<String> parameter, Optional<String> code)
            implements EmbeddedModelRequest {}

    /// @param role as on the wire: `system`, `user`, `assistant`, `tool`
    record Message(String role, String text) {}

    /// Reads a body.
    static EmbeddedModelRequest parse(Buffer body) {
        JsonObject json;
        try {
            json = new JsonObject(body);
        } catch (DecodeException | ClassCastException _) {
            return new Bad("The body is not a JSON object.", Optional.empty(), Optional.empty());
        }
        if (!(json.getValue("messages") instanceof JsonArray array) || array.isEmpty()) {
            return new Bad(
                    "'messages' must be an array with at least one message.",
                    Optional.of("messages"),
                    Optional.of("missing_required_parameter"));
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof JsonObject message)
                    || !(message.getValue("role") instanceof String role)) {
                return invalid("messages[" + i + "]", "must be an object with a 'role'");
            }
            messages.add(new Message(role, text(message.getValue("content"))));
        }
        Object n = json.getValue("n");
        if (n != null && !(n instanceof Number number && number.doubleValue() == 1)) {
            return new Bad(
                    "'n' must be 1.", Optional.of("n"), Optional.of("unsupported_value"));
        }
        Object stream = json.getValue("stream");
        if (stream != null && !(stream instanceof Boolean)) {
            return invalid("stream", "must be a boolean");
        }
        return new Chat(
                json.getValue("model") instanceof String name ? name : "embedded",
                messages,
                tools(json.getValue("tools")),
                Boolean.TRUE.equals(stream),
                json.getValue("stream_options") instanceof JsonObject options
                        && Boolean.TRUE.equals(options.getValue("include_usage")),
                tokensMax(json));
    }

    private static Bad invalid(String parameter, String rule) {
        return new Bad(
                "'" + parameter + "' " + rule + ".",
                Optional.of(parameter),
                Optional.of("invalid_type"));
    }

    /// The text of a message's content in either of its forms: a string, or an array of parts.
    private static String text(@Nullable Object content) {
        if (content instanceof String text) {
            return text;
        }
        StringBuilder text = new StringBuilder();
        if (content instanceof JsonArray parts) {
            for (Object part : parts) {
                if (part instanceof JsonObject object
                        && object.getValue("text") instanceof String piece) {
                    text.append(piece);
                }
            }
        }
        return text.toString();
    }

    private static List<String> tools(@Nullable Object tools) {
        List<String> names = new ArrayList<>();
        if (tools instanceof JsonArray array) {
            for (Object tool : array) {
                if (tool instanceof JsonObject object
                        && object.getValue("function") instanceof JsonObject function
                        && function.getValue("name") instanceof String name) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static int tokensMax(JsonObject json) {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            if (json.getValue(name) instanceof Number number && number.intValue() > 0) {
                return number.intValue();
            }
        }
        return Integer.MAX_VALUE;
    }
}
