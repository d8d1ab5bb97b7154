package dev.switchboard.gateway.policy;

import java.util.List;

/// A value of a YAML document with the place where it stands.
public sealed interface Yaml {

    Place at();

    /// How a sentence calls it.
    String shown();

    /// One word, number or sentence, quoted or not.
    record Text(Place at, String text) implements Yaml {
        @Override
        public String shown() {
            return '"' + text + '"';
        }
    }

    /// A key with nothing after it.
    record Nothing(Place at) implements Yaml {
        @Override
        public String shown() {
            return "empty";
        }
    }

    record Items(Place at, List<Yaml> items) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /// @param keys each once
    record Keys(Place at, List<Key> keys) implements Yaml {
        public Keys {
            keys = List.copyOf(keys);
        }

        @Override
        public String shown() {
            return "a section";
        }
    }

    /// @param at where the key stands
    record Key(Place at, String name, Yaml value) {}
}
