package dev.switchboard.gateway.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A text with what is to be filled in, taken apart once so that filling it in costs no more than
/// writing it. Renders as ICU's MessageFormat does.
record Template(List<Part> parts) {

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

    private static long number(Map<String, ?> values, String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
