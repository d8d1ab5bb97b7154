package dev.switchboard.gateway.assistant.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads those events of a model's stream that carry words and nothing else, which nearly all are:
/// one choice, whose delta has content. Anything besides, of whatever name, and the event is
/// langchain4j's to read, which takes several times as long and keeps a part of each.
///
/// Source: the chunk object of OpenAI's chat completions.
final class PlainDelta {

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private PlainDelta() {}

    /// @param bytes of a stream, in which one event's data lies from `from` to `to`, exclusively
    /// @return its words, never empty; null where it is not such an event
    static @Nullable String of(byte[] bytes, int from, int to) {
        try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
            return event(json);
        } catch (IOException _) {
            return null; // nor is what is no JSON
        }
    }

    /// The same of data that is text already.
    static @Nullable String of(String data) {
        try (JsonParser json = JSON.createParser(data)) {
            return event(json);
        } catch (IOException _) {
            return null;
        }
    }

    private static @Nullable String event(JsonParser json) throws IOException {
        String words = json.nextToken() == JsonToken.START_OBJECT ? chunk(json) : null;
        return words == null || words.isEmpty() || json.nextToken() != null ? null : words;
    }

    private static @Nullable String chunk(JsonParser json) throws IOException {
        String words = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            boolean plain =
                    switch (name) {
                        case "id",
                                "object",
                                "created",
                                "model",
                                "system_fingerprint",
                                "service_tier",
                                "obfuscation" ->
                                value.isScalarValue();
                        case "choices" -> words == null && value == JsonToken.START_ARRAY;
                        default -> value == JsonToken.VALUE_NULL;
                    };
            if (plain && value == JsonToken.START_ARRAY) {
                words = json.nextToken() == JsonToken.START_OBJECT ? choice(json) : null;
                plain = words != null && json.nextToken() == JsonToken.END_ARRAY;
            }
            if (!plain) {
                return null;
            }
        }
        return words;
    }

    private static @Nullable String choice(JsonParser json) throws IOException {
        String words = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("delta") && words == null && value == JsonToken.START_OBJECT) {
                words = delta(json);
                if (words == null) {
                    return null;
                }
            } else if (name.equals("index")
                    ? value != JsonToken.VALUE_NUMBER_INT
                    : value != JsonToken.VALUE_NULL) {
                return null;
            }
        }
        return words;
    }

    private static @Nullable String delta(JsonParser json) throws IOException {
        String words = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("content") && words == null && value == JsonToken.VALUE_STRING) {
                words = json.getText();
            } else if (name.equals("role")
                    ? value != JsonToken.VALUE_STRING
                    : value != JsonToken.VALUE_NULL) {
                return null;
            }
        }
        return words;
    }
}
