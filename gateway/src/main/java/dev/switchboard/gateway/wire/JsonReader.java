package dev.switchboard.gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON object two levels deep, and passes over what lies deeper without keeping it.
///
/// What was read before a fault stays readable, so that the frame's id can be told to its sender.
final class JsonReader {

    private static final int LEVELS_MAX = 32;
    private static final int DIGITS_MAX = 100;

    /// Longest number that surely fits a `long`.
    private static final int WHOLE_LENGTH_MAX = 18;

    /// Field names are not kept from frame to frame: clients choose them, and choose as many as
    /// they like.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(LEVELS_MAX)
                                    .maxNumberLength(DIGITS_MAX)
                                    .build())
                    .build();

    private final Map<String, JsonValue> values = new HashMap<>();
    private String fault = "";

    /// Reads it all, or up to the first fault.
    JsonReader(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            readFrame(parser);
        } catch (StreamConstraintsException _) {
            fault =
                    "frame: expected at most %d levels and numbers of at most %d digits, got more"
                            .formatted(LEVELS_MAX, DIGITS_MAX);
        } catch (JsonEOFException _) {
            fault = "frame: expected a JSON object, got an unfinished one";
        } catch (JsonParseException e) {
            fault =
                    "frame: expected a JSON object, got something else at character "
                            + e.getLocation().getCharOffset();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string is read from memory
        }
    }

    /// What was read.
    Map<String, JsonValue> values() {
        return values;
    }

    /// What is wrong with the whole, or nothing at all.
    String fault() {
        return fault;
    }

    private void readFrame(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            fault = "frame: expected a JSON object, got nothing";
        } else if (first != JsonToken.START_OBJECT) {
            fault = "frame: expected a JSON object, got " + value(parser, first, 1).kind();
        } else {
            members(parser, values, "", 1);
            if (fault.isEmpty() && parser.nextToken() != null) {
                fault = "frame: expected one JSON object, got more after it";
            }
        }
    }

    private void members(JsonParser parser, Map<String, JsonValue> into, String path, int level)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonValue value = value(parser, parser.nextToken(), level);
            if (into.putIfAbsent(name, value) != null && fault.isEmpty()) {
                // Two readers of such an object may see two different frames.
                fault = path + Quoted.name(name) + ": expected once, got twice";
            }
        }
    }

    private JsonValue value(JsonParser parser, JsonToken token, int level) throws IOException {
        return switch (token) {
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> new JsonValue.Other("a number with a fraction or exponent");
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Other("true or false");
            case VALUE_NULL -> new JsonValue.Null();
            case START_OBJECT -> object(parser, level);
            case START_ARRAY -> array(parser, level);
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static JsonValue whole(JsonParser parser) throws IOException {
        return parser.getTextLength() > WHOLE_LENGTH_MAX
                ? new JsonValue.Other("a number of more than " + WHOLE_LENGTH_MAX + " digits")
                : new JsonValue.Whole(parser.getLongValue());
    }

    private JsonValue object(JsonParser parser, int level) throws IOException {
        if (level > 1) {
            parser.skipChildren();
            return new JsonValue.Other("an object");
        }
        String path = Quoted.name(parser.currentName()) + ".";
        Map<String, JsonValue> members = new HashMap<>();
        members(parser, members, path, level + 1);
        return new JsonValue.Members(members);
    }

    private JsonValue array(JsonParser parser, int level) throws IOException {
        if (level > 1) {
            parser.skipChildren();
            return new JsonValue.Other("an array");
        }
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            elements.add(value(parser, token, level + 1));
        }
        return new JsonValue.Elements(elements);
    }
}
