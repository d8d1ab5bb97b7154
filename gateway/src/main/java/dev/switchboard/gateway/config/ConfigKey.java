package dev.switchboard.gateway.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One key: a component of [GatewayConfig] or of a record in it.
///
/// @param name its path in kebab case, such as `model.embedded.first-token-ms`
/// @param form how its value is written
/// @param defaultText its value where nobody says otherwise
/// @param optional whether it may be absent
/// @param secret whether its value must not be printed
record ConfigKey(
        String name, Form form, Optional<String> defaultText, boolean optional, boolean secret) {

    private static final Pattern BEFORE_CAPITAL = Pattern.compile("(?=\\p{Lu})");

    /// All before the last `@` is taken for user and password, even where the rest is no URI.
    private static final Pattern USER_INFO = Pattern.compile("^([a-z-]+://)?.*@");

    /// The key of `component`, which is not a record itself.
    static ConfigKey of(String prefix, RecordComponent component) {
        boolean optional = component.getType() == Optional.class;
        Class<?> type = component.getType();
        if (optional
                && component.getGenericType() instanceof ParameterizedType t
                && t.getActualTypeArguments()[0] instanceof Class<?> argument) {
            type = argument;
        }
        return new ConfigKey(
                prefix + kebab(component.getName()),
                Form.of(type),
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
                optional,
                component.isAnnotationPresent(Secret.class));
    }

    /// `firstTokenMs` as `first-token-ms`.
    static String kebab(String component) {
        return BEFORE_CAPITAL.matcher(component).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /// The environment variable that sets it.
    String variable() {
        return EnvironmentSource.PREFIX
                + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// `text` as it may be printed: no secret, no password within a URI.
    String shown(String text) {
        if (secret) {
            return "***";
        }
        return form.equals(Form.ADDRESS) ? USER_INFO.matcher(text).replaceFirst("$1***@") : text;
    }
}
