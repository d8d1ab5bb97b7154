package dev.switchboard.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a type of value is written in a file, an environment variable or on the command line.
///
/// @param needed what a value must look like, as a clause: "a time … is needed"
/// @param parse the value of a text; empty where the text has not this form
record Form(String needed, Function<String, Optional<Object>> parse) {
    private static final Pattern SIZE = Pattern.compile("(-?\\d{1,10})(KiB|MiB)?");

    /// Of what may hold a user and a password.
    static final Form ADDRESS = new Form("a URI is needed", Form::uri);

    private static final Map<Class<?>, Form> FORMS =
            Map.of(
                    int.class,
                    new Form("a whole number is needed", Form::integer),
                    Boolean.class,
                    new Form("true or false is needed", Form::bool),
                    Duration.class,
                    new Form("a time such as 500ms, 25s or 2m is needed", Form::time),
                    Path.class,
                    new Form("a path is needed", Form::path),
                    URI.class,
                    ADDRESS,
                    Subnets.class,
                    new Form(
                            "IP addresses or ranges such as 10.0.0.0/8, fd00::/8 are needed",
                            text -> Subnets.of(text).map(subnets -> subnets)),
                    String.class,
                    new Form("a text is needed", Optional::of));

    /// The form of a component's type; a type without one is a mistake of the programmer.
    static Form of(Class<?> type) {
        if (type.isEnum()) {
            return ofEnum(type);
        }
        return Objects.requireNonNull(FORMS.get(type), () -> "no form for " + type);
    }

    private static Form ofEnum(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        String names =
                Arrays.stream(constants).map(Form::lowerCase).collect(Collectors.joining(", "));
        return new Form(
                "one of %s is needed".formatted(names),
                text ->
                        Arrays.stream(constants)
                                .filter(c -> lowerCase(c).equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst());
    }

    private static String lowerCase(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    private static Optional<Object> integer(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        String unit = size.group(2);
        long factor = unit == null ? 1 : unit.equals("KiB") ? 1 << 10 : 1 << 20;
        long value = Long.parseLong(size.group(1)) * factor;
        return value == (int) value ? Optional.of((int) value) : Optional.empty();
    }

    private static Optional<Object> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> time(String text) {
        return Times.parse(text).map(time -> time);
    }

    private static Optional<Object> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Object> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }
}
