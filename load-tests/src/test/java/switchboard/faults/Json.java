package switchboard.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON as trees: this suite knows frames and entries by their fields alone.
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// A frame of this type.
    static ObjectNode frame(String type) {
        return object().put("type", type);
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    static String text(JsonNode frame, String field) {
        return frame.path(field).asText();
    }
}
