package dev.switchboard.gateway.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The fields of a frame that remember which of them a decoder asked for.
final class AskedFields {

    private AskedFields() {}

    /// @param asked takes the paths asked for: `to.skill`
    static Fields of(String json, Set<String> asked) {
        return new Fields(remembering("", new JsonReader(json).values(), asked), "");
    }

    private static Map<String, JsonValue> remembering(
            String path, Map<String, JsonValue> values, Set<String> asked) {
        Map<String, JsonValue> remembering =
                new HashMap<>() {
                    @Override
                    public JsonValue getOrDefault(Object field, JsonValue otherwise) {
                        asked.add(path + field);
                        return super.getOrDefault(field, otherwise);
                    }
                };
        values.forEach((field, value) ->
                remembering.put(
                        field,
                        value instanceof JsonValue.Members(Map<String, JsonValue> members)
                                ? new JsonValue.Members(
                                        remembering(path + field + ".", members, asked))
                                : value));
        return remembering;
    }
}
