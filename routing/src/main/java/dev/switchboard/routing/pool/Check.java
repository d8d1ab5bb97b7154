package dev.switchboard.routing.pool;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What the records of a pool demand of what they are given.
final class Check {
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

    static <V> NavigableMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
    }
}
