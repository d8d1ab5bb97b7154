package dev.switchboard.gateway.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Builds the records from the values of their keys, innermost first, and turns what a record
/// refuses into a sentence that names the key and where its value was said.
final class ConfigAssembly {
    private final Map<String, Resolved> resolved;
    private final List<String> problems = new ArrayList<>();

    /// @param resolved what each key came to, all keys present
    ConfigAssembly(Map<String, Resolved> resolved) {
        this.resolved = resolved;
    }

    /// The whole, or all that its records refuse.
    ConfigOutcome assemble() {
        Optional<Object> config = record("", GatewayConfig.class);
        if (config.isEmpty()) {
            return new ConfigOutcome.Refused(problems);
        }
        return new ConfigOutcome.Loaded(
                (GatewayConfig) config.get(),
                resolved.values().stream().map(Resolved::setting).toList());
    }

    /// Empty where this record or one within it refused, which is then among the problems.
    private Optional<Object> record(String prefix, Class<?> type) {
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + ConfigKey.kebab(component.getName());
            if (component.getType().isRecord()) {
                record(name + ".", component.getType()).ifPresent(arguments::add);
            } else {
                arguments.add(Objects.requireNonNull(resolved.get(name)).argument());
            }
        }
        // Where an inner record is missing, the outer one has nothing to say yet.
        return arguments.size() == type.getRecordComponents().length
                ? construct(prefix, type, arguments)
                : Optional.empty();
    }

    private Optional<Object> construct(String prefix, Class<?> type, List<Object> arguments) {
        try {
            return Optional.of(canonical(type).newInstance(arguments.toArray()));
        } catch (InvocationTargetException refused) {
            if (!(refused.getCause() instanceof InvalidSetting invalid)) {
                throw new IllegalStateException("a record failed to check itself", refused);
            }
            Resolved culprit =
                    Objects.requireNonNull(
                            resolved.get(prefix + ConfigKey.kebab(invalid.component())));
            problems.add(Resolved.sentence(culprit.key(), culprit.said(), invalid.allowed()));
            return Optional.empty();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record has a public constructor", impossible);
        }
    }

    private static Constructor<?> canonical(Class<?> type) throws NoSuchMethodException {
        return type.getDeclaredConstructor(
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
    }
}
