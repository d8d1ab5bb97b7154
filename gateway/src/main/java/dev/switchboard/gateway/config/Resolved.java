package dev.switchboard.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/// What a key came to.
///
/// @param key the key
/// @param said the strongest word on it
/// @param value its value, of the type that the record's component holds; empty: absent
record Resolved(ConfigKey key, Assignment said, Optional<Object> value) {

    /// What the record's constructor takes.
    Object argument() {
        return key.optional() ? value : value.orElseThrow();
    }

    /// The sentence that refuses what was said.
    ///
    /// @param allowed what would be allowed, as a clause
    static String sentence(ConfigKey key, Assignment said, String allowed) {
        if (said.text().isEmpty()) {
            return "%s%s is not set, but %s.".formatted(where(said), key.name(), allowed);
        }
        return "%s%s is \"%s\", but %s."
                .formatted(where(said), key.name(), key.shown(said.text()), allowed);
    }

    /// Nobody said a default, so there is no place to point to.
    private static String where(Assignment said) {
        String label = said.origin().label();
        return label.equals(Origin.DEFAULT) ? "" : label + ": ";
    }

    /// The same in print, where secrets are masked.
    ConfigOutcome.Setting setting() {
        String shown =
                value.map(v -> v instanceof Path path ? path.toString() : said.text())
                        .map(key::shown)
                        .orElse("(absent)");
        return new ConfigOutcome.Setting(key.name(), shown, said.origin().label());
    }
}
