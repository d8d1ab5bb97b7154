package dev.switchboard.routing.pool;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What the records of a pool demand of what they are given.
final class Check {
    private static final int LEVEL_MAX = 5;

    private Check() {}

    static String text(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
    }

    static long epoch(long epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must not be negative: " + epoch);
        }
        return epoch;
    }

    static List<String> texts(List<String> values, String name) {
        values.forEach(value -> text(value, name));
        return List.copyOf(values);
    }

    static NavigableMap<String, Integer> levels(Map<String, Integer> levels, String name) {
        levels.forEach((key, level) -> {
            text(key, name);
            if (level < 1 || level > LEVEL_MAX) {
                throw new IllegalArgumentException(
                        name + "." + key + " must be from 1 to " + LEVEL_MAX + ": " + level);
            }
        });
        return sorted(levels);
    }

    static <V> NavigableMap<String, V> sorted(Map<String, V> map) {
        return map.isEmpty()
                ? Collections.emptyNavigableMap()
                : Collections.unmodifiableNavigableMap(new TreeMap<>(map));
    }
}
