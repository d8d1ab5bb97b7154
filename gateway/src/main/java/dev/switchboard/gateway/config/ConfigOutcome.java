package dev.switchboard.gateway.config;

import java.util.List;

/// What came of reading the configuration.
public sealed interface ConfigOutcome {

    /// @param config the checked whole
    /// @param settings each value with where it came from, in the order of the keys, fit to print
    record Loaded(GatewayConfig config, List<Setting> settings) implements ConfigOutcome {
        public Loaded {
            settings = List.copyOf(settings);
        }
    }

    /// @param problems all that is wrong, one sentence each
    record Refused(List<String> problems) implements ConfigOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// @param key such as `redis.uri`
    /// @param value as it may be printed, secrets masked
    /// @param source `default`, a file with its line, a variable or an option
    record Setting(String key, String value, String source) {}
}
