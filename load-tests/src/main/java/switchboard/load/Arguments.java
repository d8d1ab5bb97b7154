package switchboard.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A command line of `--key value` pairs.
public final class Arguments {

    private Arguments() {}

    /// @throws IllegalArgumentException where a key is unknown or has no value
    public static Map<String, String> pairs(List<String> arguments, Set<String> known) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String key = arguments.get(i).replaceFirst("^--", "");
            if (!known.contains(key) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        arguments.get(i) + ": known are, each with a value, " + sorted(known));
            }
            pairs.put(key, arguments.get(i + 1));
        }
        return pairs;
    }

    private static List<String> sorted(Set<String> known) {
        return known.stream().map(key -> "--" + key).sorted().toList();
    }

    /// @throws IllegalArgumentException where it is no whole number
    public static int number(Map<String, String> given, String key, int otherwise) {
        try {
            return Integer.parseInt(given.getOrDefault(key, Integer.toString(otherwise)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + key + " is no whole number", e);
        }
    }

    /// A list of them, empty where there is none.
    ///
    /// @throws IllegalArgumentException where one is no whole number
    public static List<Integer> numbers(Map<String, String> given, String key) {
        return given.containsKey(key)
                ? commas(given.get(key)).stream()
                        .map(one -> number(Map.of(key, one), key, 0))
                        .toList()
                : List.of();
    }

    public static List<String> commas(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
