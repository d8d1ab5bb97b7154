package dev.switchboard.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// As much of JSON Schema as `docs/asyncapi.yaml` uses, read as a closed world: what a schema does
/// not name may not be there.
public final class Schema {

    private final JsonNode document;
    private final JsonNode schema;

    public Schema(JsonNode document, JsonNode schema) {
        this.document = document;
        this.schema = schema;
    }

    /// What is wrong with a value.
    public List<String> problems(JsonNode value) {
        List<String> problems = new ArrayList<>();
        paths(value).stream()
                .filter(path -> !paths().contains(path))
                .forEach(path -> problems.add(path + " is not described"));
        check("", schema, value, problems);
        return problems;
    }

    /// Every property, at any depth: `from.kind`, `entries[].text`.
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        collect("", schema, false, paths);
        return paths;
    }

    /// Every property that is always there.
    Set<String> requiredPaths() {
        Set<String> paths = new TreeSet<>();
        collect("", schema, true, paths);
        return paths;
    }

    /// Every property of a value.
    static Set<String> paths(JsonNode value) {
        Set<String> paths = new TreeSet<>();
        collect("", value, paths);
        return paths;
    }

    /// The schema of one top-level property, its references followed; missing where there is none.
    JsonNode property(String name) {
        return property(schema, name);
    }

    private JsonNode property(JsonNode schema, String name) {
        JsonNode here = resolved(resolved(schema).path("properties").path(name));
        if (!here.isMissingNode()) {
            return here;
        }
        for (JsonNode part : resolved(schema).path("allOf")) {
            JsonNode there = property(part, name);
            if (!there.isMissingNode()) {
                return there;
            }
        }
        return here;
    }

    private static void collect(String path, JsonNode value, Set<String> into) {
        if (value.isObject()) {
            value.properties()
                    .forEach(property -> {
                        String name = dotted(path, property.getKey());
                        into.add(name);
                        collect(name, property.getValue(), into);
                    });
        }
        value.valueStream()
                .filter(_ -> value.isArray())
                .forEach(element -> collect(path + "[]", element, into));
    }

    private void collect(String path, JsonNode raw, boolean requiredOnly, Set<String> into) {
        JsonNode schema = resolved(raw);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    if (!requiredOnly || required.contains(property.getKey())) {
                        String name = dotted(path, property.getKey());
                        into.add(name);
                        collect(name, property.getValue(), requiredOnly, into);
                    }
                });
        schema.path("allOf").forEach(part -> collect(path, part, requiredOnly, into));
        if (!requiredOnly) {
            schema.path("anyOf").forEach(part -> collect(path, part, false, into));
            collectItems(path, schema, into);
        }
    }

    private void collectItems(String path, JsonNode schema, Set<String> into) {
        if (schema.has("items")) {
            collect(path + "[]", schema.get("items"), false, into);
        }
    }

    private void check(String path, JsonNode raw, JsonNode value, List<String> problems) {
        JsonNode schema = resolved(raw);
        schema.path("allOf").forEach(part -> check(path, part, value, problems));
        if (schema.has("anyOf") && schema.get("anyOf").valueStream().noneMatch(fits(path, value))) {
            problems.add(path + " fits none of anyOf");
        }
        demand(
                isOfType(schema.path("type").asText(), value),
                path + " is of another type",
                problems);
        demand(
                !schema.has("enum") || schema.get("enum").valueStream().anyMatch(value::equals),
                path + " is another word",
                problems);
        demand(
                !schema.has("const") || schema.get("const").equals(value),
                path + " is not the constant",
                problems);
        checkBounds(path, schema, value, problems);
        schema.path("required")
                .forEach(name ->
                        demand(
                                value.has(name.asText()),
                                dotted(path, name.asText()) + " is missing",
                                problems));
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    if (value.has(property.getKey())) {
                        check(
                                dotted(path, property.getKey()),
                                property.getValue(),
                                value.get(property.getKey()),
                                problems);
                    }
                });
        if (schema.has("items")) {
            value.forEach(item -> check(path + "[]", schema.get("items"), item, problems));
        }
    }

    private java.util.function.Predicate<JsonNode> fits(String path, JsonNode value) {
        return part -> {
            List<String> problems = new ArrayList<>();
            check(path, part, value, problems);
            return problems.isEmpty();
        };
    }

    private static void checkBounds(
            String path, JsonNode schema, JsonNode value, List<String> problems) {
        long size = value.isTextual() ? value.asText().length() : value.size();
        demand(
                value.asLong() >= schema.path("minimum").asLong(Long.MIN_VALUE)
                        && value.asLong() <= schema.path("maximum").asLong(Long.MAX_VALUE)
                        && size >= schema.path("minLength").asLong(0)
                        && size <= schema.path("maxLength").asLong(Long.MAX_VALUE)
                        && size >= schema.path("minItems").asLong(0)
                        && size <= schema.path("maxItems").asLong(Long.MAX_VALUE)
                        && size >= schema.path("minProperties").asLong(0)
                        && size <= schema.path("maxProperties").asLong(Long.MAX_VALUE),
                path + " is out of bounds",
                problems);
        demand(
                !schema.has("pattern")
                        || java.util.regex.Pattern.compile(schema.get("pattern").asText())
                                .matcher(value.asText())
                                .find(),
                path + " has another form",
                problems);
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "" -> true;
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalStateException("not known here: " + type);
        };
    }

    private static void demand(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode here = schema;
        while (here.has("$ref")) {
            here = document.at(here.get("$ref").asText().substring(1));
        }
        return here;
    }

    private static String dotted(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
