package dev.switchboard.gateway.wire;

import java.util.List;
import java.util.Map;

/// A JSON value as far as frames look into one.
sealed interface JsonValue {

    /// A string, its escapes undone.
    record Text(String value) implements JsonValue {}

    /// A number without fraction or exponent that fits.
    record Whole(long value) implements JsonValue {}

    /// An object one level down.
    record Members(Map<String, JsonValue> values) implements JsonValue {}

    /// An array one level down.
    record Elements(List<JsonValue> values) implements JsonValue {}

    /// `null`.
    record Null() implements JsonValue {}

    /// A field that is not there.
    record Absent() implements JsonValue {}

    /// Whatever no field takes; only its kind is kept.
    record Other(String kind) implements JsonValue {}

    /// What it is, in words for a message. Never what it holds.
    default String kind() {
        return switch (this) {
            case Text _ -> "a string";
            case Whole _ -> "a number";
            case Members _ -> "an object";
            case Elements _ -> "an array";
            case Null _ -> "null";
            case Absent _ -> "nothing";
            case Other(String kind) -> kind;
        };
    }
}
