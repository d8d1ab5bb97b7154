package dev.switchboard.gateway.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of one section, taken out by name. What nobody asks for is unknown, and refused when
/// the section ends.
public final class Section {
    private final Problems problems;
    private final String path;
    private final Place at;
    private final Map<String, Yaml.Key> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /// @param path of the section itself; empty for the whole file
    /// @param at where its name stands
    public Section(Problems problems, String path, Place at, Yaml.Keys section) {
        this.problems = problems;
        this.path = path;
        this.at = at;
        section.keys().forEach(key -> keys.put(key.name(), key));
    }

    public Problems problems() {
        return problems;
    }

    public Place at() {
        return at;
    }

    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public Optional<Yaml.Key> key(String name) {
        known.add(name);
        return Optional.ofNullable(keys.get(name));
    }

    /// A setting of one word; `fallback` where it is not said.
    public <T> Value<T> value(String name, Form<T> form, T fallback) {
        Optional<Yaml.Key> key = key(name);
        if (key.isEmpty()) {
            return new Value<>(path(name), fallback, Optional.empty(), true);
        }
        Optional<Placed<T>> read = read(path(name), key.get().value(), form);
        Optional<Yaml.Text> said =
                key.get().value() instanceof Yaml.Text text ? Optional.of(text) : Optional.empty();
        return new Value<>(
                path(name), read.map(Placed::value).orElse(fallback), said, read.isPresent());
    }

    /// A setting that must be said; `fallback` stands in for it, so that reading can go on.
    public <T> Value<T> needed(String name, Form<T> form, T fallback) {
        if (!keys.containsKey(name)) {
            problems.add(at, path(name), path(name) + " is not set, but " + form.needed());
        }
        return value(name, form, fallback);
    }

    /// A setting of several words, each once; nothing where it is not said.
    ///
    /// @param example how such a list is written
    public <T> Optional<List<Placed<T>>> list(String name, Form<T> form, String example) {
        return key(name).map(key -> list(path(name), key.value(), form, example));
    }

    /// The same where an empty list makes no sense.
    public <T> Optional<List<Placed<T>>> some(String name, Form<T> form, String example) {
        key(name)
                .map(Yaml.Key::value)
                .filter(value ->
                        value instanceof Yaml.Nothing
                                || (value instanceof Yaml.Items(_, var items) && items.isEmpty()))
                .ifPresent(value ->
                        problems.refuse(
                                value.at(),
                                path(name),
                                "empty",
                                "a list such as %s is needed".formatted(example)));
        return list(name, form, example);
    }

    /// The words of a list.
    public <T> List<Placed<T>> list(String key, Yaml value, Form<T> form, String example) {
        List<Placed<T>> words = new ArrayList<>();
        switch (value) {
            case Yaml.Items items -> {
                for (Yaml item : items.items()) {
                    read(key, item, form).ifPresent(word -> addOnce(words, word, key));
                }
            }
            case Yaml.Nothing _ -> {}
            case Yaml.Text _, Yaml.Keys _ ->
                    problems.refuse(
                            value.at(),
                            key,
                            value.shown(),
                            "a list such as %s is needed".formatted(example));
        }
        return words;
    }

    private <T> void addOnce(List<Placed<T>> words, Placed<T> word, String key) {
        if (words.stream().anyMatch(one -> one.value().equals(word.value()))) {
            problems.add(word.at(), key, "%s names %s twice".formatted(key, word.value()));
        } else {
            words.add(word);
        }
    }

    /// A section within this one; nothing where there is none.
    public Optional<Section> section(String name) {
        return key(name).flatMap(this::section);
    }

    private Optional<Section> section(Yaml.Key key) {
        String name = key.name();
        Yaml value = key.value();
        return switch (value) {
            case Yaml.Keys inner -> Optional.of(new Section(problems, path(name), key.at(), inner));
            case Yaml.Nothing empty ->
                    Optional.of(
                            new Section(
                                    problems,
                                    path(name),
                                    key.at(),
                                    new Yaml.Keys(empty.at(), List.of())));
            case Yaml.Text _, Yaml.Items _ -> {
                problems.refuse(
                        value.at(),
                        path(name),
                        value.shown(),
                        "a section of \"key: value\" lines is needed");
                yield Optional.empty();
            }
        };
    }

    /// The keys of a section whose names are free, such as those of markets.
    ///
    /// @param form of the names; those of another are refused
    public List<Yaml.Key> names(Form<?> form) {
        List<Yaml.Key> named = new ArrayList<>();
        for (Yaml.Key key : keys.values()) {
            known.add(key.name());
            if (form.parse().apply(key.name()).isPresent()) {
                named.add(key);
            } else {
                problems.add(
                        key.at(),
                        path(key.name()),
                        "%s is not allowed: %s".formatted(path(key.name()), form.needed()));
            }
        }
        return named;
    }

    /// The value of one word, or nothing where it is refused.
    public <T> Optional<Placed<T>> read(String key, Yaml value, Form<T> form) {
        Optional<T> parsed =
                value instanceof Yaml.Text text
                        ? form.parse().apply(text.text())
                        : Optional.empty();
        if (parsed.isEmpty()) {
            problems.refuse(value.at(), key, value.shown(), form.needed());
        }
        return parsed.map(word -> new Placed<>(word, value.at()));
    }

    /// Refuses what nobody asked for.
    public void end() {
        for (Yaml.Key key : keys.values()) {
            if (!known.contains(key.name())) {
                problems.add(
                        key.at(),
                        path(key.name()),
                        "there is no setting %s; allowed here are %s"
                                .formatted(path(key.name()), String.join(", ", known)));
            }
        }
    }
}
