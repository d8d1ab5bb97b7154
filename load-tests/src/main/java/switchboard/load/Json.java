package switchboard.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON as trees: load and fault tests know frames and entries by their fields alone.
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// A frame of this type.
    public static ObjectNode frame(String type) {
        return object().put("type", type);
    }

    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    public static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    public static String text(JsonNode frame, String field) {
        return frame.path(field).asText();
    }
}
