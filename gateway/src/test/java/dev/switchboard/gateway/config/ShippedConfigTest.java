package dev.switchboard.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.ConfigOutcome.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `config/gateway.yaml` documents every key in a comment that is true.
class ShippedConfigTest {
    private static final Path FILE = Path.of("..", "config", "gateway.yaml");

    @TempDir private Path home;

    @Test
    void the_file_as_shipped_changes_nothing() throws IOException {
        assertThat(settings(Files.readString(FILE)).values())
                .extracting(Setting::source)
                .containsOnly("default");
    }

    @Test
    void every_key_is_shown_and_every_default_is_the_real_one() throws IOException {
        String uncommented = Files.readString(FILE).replaceAll("(?m)^( *)#(?=[a-z-]+:)", "$1");
        Map<String, Setting> defaults = settings("");
        Map<String, Setting> shown = settings(uncommented);

        assertThat(shown.values())
                .extracting(Setting::source)
                .allMatch(source -> source.startsWith("config/gateway.yaml line"));
        defaults.values().stream()
                .filter(setting -> !setting.value().equals("(absent)"))
                .forEach(d -> assertThat(shown.get(d.key()).value()).isEqualTo(d.value()));
    }

    private Map<String, Setting> settings(String text) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config").resolve("gateway.yaml"), text);
        ConfigOutcome outcome =
                ConfigLoader.load(
                        new ConfigSources(home, home, Optional.empty(), Map.of(), List.of()));
        assertThat(outcome).isInstanceOf(ConfigOutcome.Loaded.class);
        return ((ConfigOutcome.Loaded) outcome)
                .settings().stream().collect(Collectors.toMap(Setting::key, s -> s));
    }
}
