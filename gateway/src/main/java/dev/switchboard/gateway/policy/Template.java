package dev.switchboard.gateway.policy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A text with what is to be filled in, taken apart once so that filling it in costs no more than
/// writing it. Renders as ICU's MessageFormat does.
record Template(List<Part> parts) {

    private static final int LITERAL = 0;
    private static final int WORDS = 1;
    private static final int COUNT = 2;
    private static final int PLURAL = 3;

    /// A piece of it.
    sealed interface Part {
        /// As it stands.
        record Literal(String text) implements Part {}

        /// A value as it is given.
        record Words(String name) implements Part {}

        /// A whole number in the language's form.
        record Count(String name) implements Part {}

        /// One of several, by a whole number.
        ///
        /// @param exact for just this number
        /// @param categories by CLDR's word for numbers of a kind; `other` is among them
        record Plural(String name, Map<Long, Template> exact, Map<String, Template> categories)
                implements Part {
            public Plural {
                exact = Map.copyOf(exact);
                categories = Map.copyOf(categories);
            }

            Template of(long number, Numbers numbers) {
                return Optional.ofNullable(exact.get(number))
                        .or(() -> Optional.ofNullable(categories.get(numbers.category(number))))
                        .orElseGet(() -> categories.getOrDefault("other", new Template(List.of())));
            }
        }
    }

    Template {
        parts = List.copyOf(parts);
    }

    /// The text with everything filled in.
    ///
    /// @param values by name, all that the text's arguments name
    String fill(Map<String, ?> values, Numbers numbers) {
        var text = new StringBuilder();
        fill(values, numbers, text);
        return text.toString();
    }

    private void fill(Map<String, ?> values, Numbers numbers, StringBuilder text) {
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(var literal) -> text.append(literal);
                case Part.Words(var name) -> text.append(values.get(name));
                case Part.Count(var name) -> text.append(numbers.format(number(values, name)));
                case Part.Plural plural ->
                        plural.of(number(values, plural.name()), numbers)
                                .fill(values, numbers, text);
            }
        }
    }

    /// Writes it, for [#read] to read.
    void write(DataOutputStream out) throws IOException {
        out.writeInt(parts.size());
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(var literal) -> Kept.text(kind(out, LITERAL), literal);
                case Part.Words(var name) -> Kept.text(kind(out, WORDS), name);
                case Part.Count(var name) -> Kept.text(kind(out, COUNT), name);
                case Part.Plural(var name, var exact, var categories) -> {
                    Kept.text(kind(out, PLURAL), name);
                    out.writeInt(exact.size());
                    for (var one : exact.entrySet()) {
                        out.writeLong(one.getKey());
                        one.getValue().write(out);
                    }
                    out.writeInt(categories.size());
                    for (var one : categories.entrySet()) {
                        Kept.text(out, one.getKey());
                        one.getValue().write(out);
                    }
                }
            }
        }
    }

    private static DataOutputStream kind(DataOutputStream out, int kind) throws IOException {
        out.writeByte(kind);
        return out;
    }

    static Template read(ByteBuffer in) {
        var parts = new Part[in.getInt()];
        for (int i = 0; i < parts.length; i++) {
            int kind = in.get();
            String text = Kept.text(in);
            parts[i] =
                    switch (kind) {
                        case LITERAL -> new Part.Literal(text);
                        case WORDS -> new Part.Words(text);
                        case COUNT -> new Part.Count(text);
                        case PLURAL -> plural(text, in);
                        default -> throw new IllegalArgumentException("no kind: " + kind);
                    };
        }
        return new Template(List.of(parts));
    }

    private static Part plural(String name, ByteBuffer in) {
        Map<Long, Template> exact = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            exact.put(in.getLong(), read(in));
        }
        Map<String, Template> categories = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            categories.put(Kept.text(in), read(in));
        }
        return new Part.Plural(name, exact, categories);
    }

    private static long number(Map<String, ?> values, String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
