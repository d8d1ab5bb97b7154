package dev.switchboard.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the configuration: the command line before the environment before the file before the
/// defaults that stand in [GatewayConfig]. Whatever is wrong anywhere is refused, even where a
/// stronger source says something else, so that a mistake does not wait for the day it counts.
public final class ConfigLoader {
    private static final Path DEFAULT_FILE = Path.of("config", "gateway.yaml");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Resolved> resolved = new LinkedHashMap<>();
    private final ConfigSources sources;

    private ConfigLoader(ConfigSources sources) {
        this.sources = sources;
    }

    /// Reads all of `sources`.
    public static ConfigOutcome load(ConfigSources sources) {
        return new ConfigLoader(sources).load();
    }

    private ConfigOutcome load() {
        defaults();
        file().forEach(this::accept);
        EnvironmentSource.read(sources.environment(), sources.workingDirectory(), problems)
                .forEach(this::accept);
        for (ConfigSources.CommandLineSetting s : sources.commandLine()) {
            Origin origin = new Origin(s.option(), sources.workingDirectory());
            accept(new Assignment(origin, s.key(), s.value()));
        }
        if (!problems.isEmpty()) {
            return new ConfigOutcome.Refused(problems);
        }
        return new ConfigAssembly(resolved).assemble();
    }

    private void defaults() {
        Origin origin = new Origin(Origin.DEFAULT, sources.home());
        for (ConfigKey key : ConfigKeys.ALL.all()) {
            accept(new Assignment(origin, key.name(), key.defaultText().orElse("")));
        }
    }

    private List<Assignment> file() {
        Path standard = sources.home().resolve(DEFAULT_FILE);
        Path file = sources.file().map(sources.workingDirectory()::resolve).orElse(standard);
        String label = sources.file().orElse(DEFAULT_FILE).toString();
        if (Files.isRegularFile(file)) {
            return YamlSource.read(file, label, sources.home(), problems);
        }
        if (sources.file().isPresent()) {
            problems.add("--config: there is no file %s.".formatted(label));
        }
        return List.of();
    }

    private void accept(Assignment said) {
        Optional<ConfigKey> known = ConfigKeys.ALL.named(said.name());
        if (known.isPresent()) {
            accept(said, known.get());
        } else if (!ConfigKeys.ALL.isSection(said.name())) {
            ConfigKey nearest = ConfigKeys.ALL.nearest(said.name(), ConfigKey::name);
            problems.add(
                    "%s: there is no key %s; the nearest is %s."
                            .formatted(said.origin().label(), said.name(), nearest.name()));
        } else if (!said.text().isEmpty()) {
            problems.add(
                    "%s: %s is a section, but a key within it is needed, such as %s."
                            .formatted(
                                    said.origin().label(),
                                    said.name(),
                                    ConfigKeys.ALL.firstOf(said.name()).name()));
        }
    }

    private void accept(Assignment said, ConfigKey key) {
        if (said.text().isEmpty() && key.optional()) {
            resolved.put(key.name(), new Resolved(key, said, Optional.empty()));
            return;
        }
        Optional<Object> value = key.form().parse().apply(said.text());
        if (value.isEmpty()) {
            problems.add(Resolved.sentence(key, said, key.form().needed()));
            return;
        }
        Object based =
                value.get() instanceof Path p ? said.origin().base().resolve(p) : value.get();
        resolved.put(key.name(), new Resolved(key, said, Optional.of(based)));
    }
}
