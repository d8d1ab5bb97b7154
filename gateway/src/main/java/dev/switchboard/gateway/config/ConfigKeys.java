package dev.switchboard.gateway.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// All keys, read from the components of [GatewayConfig] in their order.
final class ConfigKeys {
    static final ConfigKeys ALL = new ConfigKeys(GatewayConfig.class);

    private final Map<String, ConfigKey> byName = new LinkedHashMap<>();
    private final Map<String, ConfigKey> byVariable = new LinkedHashMap<>();
    private final Set<String> sections = new LinkedHashSet<>();

    private ConfigKeys(Class<?> root) {
        collect("", root);
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                String section = prefix + ConfigKey.kebab(component.getName());
                sections.add(section);
                collect(section + ".", component.getType());
            } else {
                ConfigKey key = ConfigKey.of(prefix, component);
                byName.put(key.name(), key);
                byVariable.put(key.variable(), key);
            }
        }
    }

    Collection<ConfigKey> all() {
        return byName.values();
    }

    Optional<ConfigKey> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<ConfigKey> ofVariable(String variable) {
        return Optional.ofNullable(byVariable.get(variable));
    }

    boolean isSection(String name) {
        return sections.contains(name);
    }

    /// The first key within a section.
    ConfigKey firstOf(String section) {
        return all().stream()
                .filter(key -> key.name().startsWith(section + "."))
                .findFirst()
                .orElseThrow();
    }

    /// The key whose spelling takes the fewest edits from `word`.
    ConfigKey nearest(String word, Function<ConfigKey, String> spelling) {
        return all().stream()
                .min(Comparator.comparingInt(key -> edits(word, spelling.apply(key))))
                .orElseThrow();
    }

    /// Levenshtein's distance, one row of the table at a time.
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
