package dev.switchboard.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `docs/asyncapi.yaml`, asked what each side says.
final class AsyncApi {

    private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");

    private final JsonNode document;

    AsyncApi() {
        try {
            document = new YAMLMapper().readTree(DOCUMENT.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One frame as the document has it.
    record Message(String type, Schema schema, List<JsonNode> examples) {}

    /// The messages of one operation by their type.
    Map<String, Message> messages(String operation) {
        Map<String, Message> messages = new TreeMap<>();
        for (JsonNode reference : document.at("/operations/" + operation + "/messages")) {
            JsonNode message = at(reference);
            String type = message.get("name").asText();
            messages.put(
                    type,
                    new Message(
                            type,
                            new Schema(document, message.get("payload")),
                            message.get("examples")
                                    .valueStream()
                                    .map(example -> example.get("payload"))
                                    .toList()));
        }
        return messages;
    }

    /// How many messages a channel has, in either direction.
    int messagesOf(String channel) {
        return document.at("/channels/" + channel + "/messages").size();
    }

    JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    private JsonNode at(JsonNode reference) {
        return document.at(reference.get("$ref").asText().substring(1));
    }
}
