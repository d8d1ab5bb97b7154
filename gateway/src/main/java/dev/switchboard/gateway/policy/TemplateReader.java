package dev.switchboard.gateway.policy;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import dev.switchboard.gateway.policy.Text.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Reads the text of one key: ICU's MessageFormat, of which names in braces and plurals are used.
final class TemplateReader {

    private final Text text;
    private final String said;
    private final Numbers numbers;
    private final Consumer<String> faults;
    private final MessagePattern pattern = new MessagePattern();

    private TemplateReader(Text text, String said, Numbers numbers, Consumer<String> faults) {
        this.text = text;
        this.said = said;
        this.numbers = numbers;
        this.faults = faults;
    }

    /// @param faults hears what is wrong, as sentences without a full stop; the template then
    ///   stands for as much as could be read
    static Template read(Text text, String said, Numbers numbers, Consumer<String> faults) {
        return new TemplateReader(text, said, numbers, faults).template();
    }

    private Template template() {
        try {
            pattern.parse(said);
        } catch (IllegalArgumentException e) {
            faults.accept("%s is no message (%s)".formatted(text.key(), firstLine(e)));
            return new Template(List.of());
        }
        Template template = message(0, "");
        lacking(template, names(text.arguments()))
                .forEach(name ->
                        faults.accept(
                                "%s has no {%s}, but it is needed".formatted(text.key(), name)));
        return template;
    }

    private static String firstLine(IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }

    /// @param start index of the message's first part
    /// @param plural name of the number that `#` stands for
    private Template message(int start, String plural) {
        List<Template.Part> parts = new ArrayList<>();
        int from = pattern.getPart(start).getLimit();
        int end = pattern.getLimitPartIndex(start);
        for (int i = start + 1; i <= end; i++) {
            MessagePattern.Part part = pattern.getPart(i);
            literal(from, part.getIndex(), parts);
            from = part.getLimit();
            if (part.getType() == MessagePattern.Part.Type.REPLACE_NUMBER) {
                parts.add(new Template.Part.Count(plural));
            } else if (part.getType() == MessagePattern.Part.Type.ARG_START) {
                int limit = pattern.getLimitPartIndex(i);
                argument(i, limit, parts);
                i = limit;
                from = pattern.getPart(limit).getLimit();
            }
        }
        return new Template(parts);
    }

    private void literal(int from, int to, List<Template.Part> parts) {
        if (from < to) {
            parts.add(new Template.Part.Literal(said.substring(from, to)));
        }
    }

    private void argument(int start, int limit, List<Template.Part> parts) {
        String name = pattern.getSubstring(pattern.getPart(start + 1));
        ArgType type = pattern.getPart(start).getArgType();
        Argument argument =
                text.arguments().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElse(null);
        if (argument == null) {
            faults.accept(
                    "%s has {%s}, but %s filled in here"
                            .formatted(text.key(), name, known(text.arguments())));
        } else if (type == ArgType.NONE) {
            parts.add(
                    argument.kind() == Argument.Kind.NUMBER
                            ? new Template.Part.Count(name)
                            : new Template.Part.Words(name));
        } else if (type == ArgType.PLURAL && argument.kind() == Argument.Kind.NUMBER) {
            parts.add(plural(name, start + 2, limit));
        } else {
            faults.accept(
                    "%s has {%s} in a form that is not used, but %s is needed"
                            .formatted(
                                    text.key(),
                                    name,
                                    argument.kind() == Argument.Kind.NUMBER
                                            ? "{%s} or {%s, plural, …}".formatted(name, name)
                                            : "{%s}".formatted(name)));
        }
    }

    private static String known(List<Argument> arguments) {
        return switch (arguments.size()) {
            case 0 -> "nothing is";
            case 1 -> "{%s} is".formatted(arguments.getFirst().name());
            default ->
                    arguments.stream()
                            .map(one -> "{" + one.name() + "}")
                            .collect(Collectors.joining(", ", "", " are"));
        };
    }

    private Template.Part plural(String name, int first, int limit) {
        Map<Long, Template> exact = new HashMap<>();
        Map<String, Template> categories = new HashMap<>();
        int at = first;
        if (pattern.getPart(at).getType().hasNumericValue()) {
            faults.accept("%s has an offset, but none is used".formatted(text.key()));
            at++;
        }
        while (at < limit) {
            String selector = pattern.getSubstring(pattern.getPart(at));
            at++;
            boolean number = pattern.getPart(at).getType().hasNumericValue();
            if (number) {
                exact.put(
                        (long) pattern.getNumericValue(pattern.getPart(at)), message(at + 1, name));
                at++;
            } else {
                categories.put(selector, message(at, name));
            }
            at = pattern.getLimitPartIndex(at) + 1;
        }
        check(name, exact.keySet(), categories.keySet());
        return new Template.Part.Plural(name, exact, categories);
    }

    private void check(String name, Set<Long> exact, Set<String> categories) {
        Set<String> known = numbers.categories();
        Set<String> wanted = numbers.neededCategories(exact);
        for (String needed : wanted) {
            if (!categories.contains(needed)) {
                faults.accept(
                        "%s has no '%s {…}' for {%s}, but the language needs %s"
                                .formatted(text.key(), needed, name, String.join(", ", wanted)));
            }
        }
        for (String category : new TreeSet<>(categories)) {
            if (!known.contains(category)) {
                faults.accept(
                        "%s has '%s {…}' for {%s}, but the language has only %s"
                                .formatted(text.key(), category, name, String.join(", ", known)));
            }
        }
    }

    /// Those of some arguments that somebody would not read. What a plural goes by need not be
    /// repeated in each of its forms.
    private static Set<String> lacking(Template template, Set<String> wanted) {
        Set<String> lacking = new TreeSet<>(wanted);
        List<Template> forms = new ArrayList<>();
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Part.Literal _ -> {}
                case Template.Part.Words(var name) -> lacking.remove(name);
                case Template.Part.Count(var name) -> lacking.remove(name);
                case Template.Part.Plural plural -> {
                    lacking.remove(plural.name());
                    forms.addAll(plural.exact().values());
                    forms.addAll(plural.categories().values());
                }
            }
        }
        if (forms.isEmpty()) {
            return lacking;
        }
        Set<String> somewhere = new TreeSet<>();
        forms.forEach(form -> somewhere.addAll(lacking(form, lacking)));
        return somewhere;
    }

    private static Set<String> names(List<Argument> arguments) {
        return arguments.stream().map(Argument::name).collect(Collectors.toSet());
    }
}
