package dev.switchboard.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// The fields of one frame, asked for by name and kind.
///
/// A field that is not as it should be is complained of and stands as an empty one; [#frame] then
/// makes no frame. `null` is a field left out; so is a blank remark.
final class Fields {

    /// Characters of an id, the client's own or one the gateway gave it.
    static final int ID_LENGTH_MAX = 64;

    /// Characters of a name: an agent, a skill, a disposition, a tag.
    static final int NAME_LENGTH_MAX = 128;

    static final int TAGS_MAX = 32;

    /// Largest whole number that every JSON reader keeps exactly.
    static final long WHOLE_MAX = (1L << 53) - 1;

    private static final JsonValue ABSENT = new JsonValue.Absent();

    private final Map<String, JsonValue> values;
    private final String path;
    private final List<String> complaints;

    /// @param fault what is already wrong with the frame, or nothing at all
    Fields(Map<String, JsonValue> values, String fault) {
        this(values, "", new ArrayList<>());
        if (!fault.isEmpty()) {
            complaints.add(fault);
        }
    }

    private Fields(Map<String, JsonValue> values, String path, List<String> complaints) {
        this.values = values;
        this.path = path;
        this.complaints = complaints;
    }

    /// The frame, or the first complaint.
    <F> Decoded<F> frame(Supplier<F> frame) {
        return complaints.isEmpty()
                ? new Decoded.Ok<>(frame.get())
                : bad(ErrorCode.BAD_FRAME, complaints.getFirst());
    }

    /// Of a type that is not in the protocol, or the first complaint: `type` itself may be what is
    /// wrong.
    <F> Decoded<F> unknown(String type, String sender) {
        return bad(
                complaints.isEmpty() ? ErrorCode.UNKNOWN_TYPE : ErrorCode.BAD_FRAME,
                complaints.isEmpty()
                        ? "type: expected a frame of the " + sender + "'s, got " + Quoted.name(type)
                        : complaints.getFirst());
    }

    /// The `type`, or nothing at all after a complaint.
    String type() {
        return string("type", "a string");
    }

    String id() {
        return characters("id", ID_LENGTH_MAX);
    }

    /// An id that the gateway gave, of a conversation or an offer.
    String given(String field) {
        String given = characters(field, ID_LENGTH_MAX);
        // Ids become parts of keys; the gateway gives none with other characters.
        if (!Characters.areOfGivenId(given)) {
            complain(field, "an id that the gateway gave", "other characters");
        }
        return given;
    }

    Optional<String> givenIfAny(String field) {
        return isAbsent(field) ? Optional.empty() : Optional.of(given(field));
    }

    String name(String field) {
        return characters(field, NAME_LENGTH_MAX);
    }

    /// Something to read.
    String text(String field) {
        String text = string(field, "a string");
        if (complaints.isEmpty() && Characters.areBlank(text)) {
            complain(field, "something to read", "blank text");
        }
        return text;
    }

    Optional<String> remark(String field) {
        if (isAbsent(field)) {
            return Optional.empty();
        }
        String text = string(field, "a string");
        return Characters.areBlank(text) ? Optional.empty() : Optional.of(text);
    }

    String language(String field) {
        String tag = string(field, "a BCP 47 language tag");
        if (complaints.isEmpty() && !Characters.areLanguage(tag)) {
            complain(field, "a BCP 47 language tag", "another string");
        }
        return tag;
    }

    Optional<String> languageIfAny(String field) {
        return isAbsent(field) ? Optional.empty() : Optional.of(language(field));
    }

    long whole(String field, long low, long high) {
        String expected =
                high == WHOLE_MAX
                        ? "a whole number from %d".formatted(low)
                        : "a whole number from %d to %d".formatted(low, high);
        JsonValue value = value(field);
        if (!(value instanceof JsonValue.Whole(long number))) {
            complain(field, expected, value.kind());
            return low;
        }
        if (number < low || number > high) {
            complain(field, expected, number < low ? "a smaller number" : "a larger number");
        }
        return number;
    }

    long seq() {
        return whole("seq", 0, WHOLE_MAX);
    }

    OptionalLong wholeIfAny(String field) {
        return isAbsent(field) ? OptionalLong.empty() : OptionalLong.of(whole(field, 0, WHOLE_MAX));
    }

    /// Whether the field holds the first of two words.
    boolean isFirstOf(String field, String first, String second) {
        String expected = first + " or " + second;
        String word = string(field, expected);
        if (complaints.isEmpty() && !word.equals(first) && !word.equals(second)) {
            complain(field, expected, "another string");
        }
        return word.equals(first);
    }

    List<String> names(String field) {
        JsonValue value = value(field);
        if (isAbsent(field)) {
            return List.of();
        }
        if (!(value instanceof JsonValue.Elements(List<JsonValue> elements))) {
            complain(field, "an array of strings", value.kind());
            return List.of();
        }
        if (elements.size() > TAGS_MAX) {
            complain(field, "at most " + TAGS_MAX, elements.size() + " of them");
        }
        List<String> names = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String element = field + "[" + i + "]";
            names.add(new Fields(Map.of(element, elements.get(i)), path, complaints).name(element));
        }
        return names;
    }

    /// The fields of an object in a field.
    Fields within(String field) {
        JsonValue value = value(field);
        if (value instanceof JsonValue.Members(Map<String, JsonValue> members)) {
            return new Fields(members, path + field + ".", complaints);
        }
        complain(field, "an object", value.kind());
        return new Fields(Map.of(), path + field + ".", complaints);
    }

    boolean isAbsent(String field) {
        return value(field) instanceof JsonValue.Absent || value(field) instanceof JsonValue.Null;
    }

    void complain(String field, String expected, String got) {
        complaints.add(path + field + ": expected " + expected + ", got " + got);
    }

    private <F> Decoded<F> bad(ErrorCode code, String message) {
        return new Decoded.Bad<>(code.code(), message, idIfReadable());
    }

    private JsonValue value(String field) {
        return values.getOrDefault(field, ABSENT);
    }

    /// The `id`, where there is one that can be read, whatever is wrong with the rest.
    Optional<String> idIfReadable() {
        Fields alone = new Fields(values, "", new ArrayList<>());
        String id = alone.id();
        return alone.complaints.isEmpty() ? Optional.of(id) : Optional.empty();
    }

    /// A string whose every character can be stored, and sent to everybody.
    private String string(String field, String expected) {
        JsonValue value = value(field);
        if (!(value instanceof JsonValue.Text(String text))) {
            complain(field, expected, value.kind());
            return "";
        }
        if (text.indexOf('\0') >= 0) {
            complain(field, "no character U+0000", "one");
        } else if (Surrogates.firstLone(text) >= 0) {
            complain(field, "whole characters", "half a surrogate pair");
        }
        return text;
    }

    private String characters(String field, int lengthMax) {
        String expected = "1 to " + lengthMax + " characters";
        String text = string(field, "a string of " + expected);
        if (!complaints.isEmpty()) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        if (length > lengthMax) {
            complain(field, expected, length + " characters");
        } else if (Characters.areBlank(text)) {
            complain(field, expected, "blank text");
        } else if (Characters.haveControls(text)) {
            complain(field, "no control characters", "one");
        }
        return text;
    }
}
