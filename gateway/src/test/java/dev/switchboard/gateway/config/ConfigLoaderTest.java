package dev.switchboard.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.ConfigSources.CommandLineSetting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir private Path home;
    private String file = "";
    private Map<String, String> environment = Map.of();
    private List<CommandLineSetting> commandLine = List.of();

    @BeforeEach
    void makeConfigDirectory() throws IOException {
        Files.createDirectories(home.resolve("config"));
    }

    @Test
    void without_a_word_the_defaults_hold() {
        GatewayConfig config = loaded().config();

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.data()).isEqualTo(home.resolve("data"));
        assertThat(config.demoMode()).isTrue();
        assertThat(config.redis().uri()).isEmpty();
        assertThat(config.connection().frameBytesMax()).isEqualTo(16_384);
        assertThat(config.model().embedded().firstTokenMs()).isEqualTo(300);
        assertThat(config.log().level()).isEqualTo(LogLevel.INFO);
    }

    @Test
    void the_command_line_overrules_the_environment_which_overrules_the_file() {
        file = "port: 1\nhost: a\npool:\n  lease: 7s\n";
        environment = Map.of("SWITCHBOARD_PORT", "2", "SWITCHBOARD_HOST", "b");
        commandLine = List.of(new CommandLineSetting("--port", "port", "3"));

        GatewayConfig config = loaded().config();

        assertThat(config.port()).isEqualTo(3);
        assertThat(config.host()).isEqualTo("b");
        assertThat(config.pool().lease()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void the_last_of_two_words_on_the_command_line_holds() {
        commandLine = List.of(set("port", "1"), set("port", "2"));

        assertThat(loaded().config().port()).isEqualTo(2);
    }

    @Test
    void each_value_names_its_source() {
        file = "# first\nport: 1\n";
        environment = Map.of("SWITCHBOARD_MODEL_EMBEDDED_FIRST_TOKEN_MS", "5");
        commandLine = List.of(set("redis.timeout", "250ms"));

        assertThat(loaded().settings())
                .contains(
                        new ConfigOutcome.Setting("host", "127.0.0.1", "default"),
                        new ConfigOutcome.Setting("port", "1", "config/gateway.yaml line 2"),
                        new ConfigOutcome.Setting(
                                "model.embedded.first-token-ms",
                                "5",
                                "SWITCHBOARD_MODEL_EMBEDDED_FIRST_TOKEN_MS"),
                        new ConfigOutcome.Setting("redis.timeout", "250ms", "--set"),
                        new ConfigOutcome.Setting("redis.uri", "(absent)", "default"));
    }

    @Test
    void secrets_and_passwords_are_masked() {
        environment =
                Map.of(
                        "SWITCHBOARD_AUTH_SECRET", SECRET,
                        "SWITCHBOARD_MODEL_KEY", "sk-private",
                        "SWITCHBOARD_REDIS_URI", "redis://ann:private@h:1");

        ConfigOutcome.Loaded loaded = loaded();

        assertThat(loaded.config().redis().uri()).contains(URI.create(environment("REDIS_URI")));
        assertThat(loaded.settings())
                .extracting(ConfigOutcome.Setting::value)
                .contains("***", "redis://***@h:1");
        assertThat(loaded.toString()).doesNotContain(SECRET, "private");

        environment =
                Map.of(
                        "SWITCHBOARD_AUTH_SECRET",
                        SECRET,
                        "SWITCHBOARD_REDIS_URI",
                        "redis-sentinel://ann:private@h:1,i:2/m");
        assertThat(loaded().settings())
                .extracting(ConfigOutcome.Setting::value)
                .contains("redis-sentinel://***@h:1,i:2/m");
        assertThat(loaded().toString()).doesNotContain("private");
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "25s,PT25S", "2m,PT2M", "1h,PT1H"})
    void times_are_written_with_their_unit(String text, Duration time) {
        commandLine = List.of(set("redis.timeout", text));

        assertThat(loaded().config().redis().timeout()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"4096,4096", "64KiB,65536", "1MiB,1048576"})
    void sizes_may_be_written_with_a_unit(String text, int bytes) {
        commandLine = List.of(set("connection.outbox-bytes-max", text));

        assertThat(loaded().config().connection().outboxBytesMax()).isEqualTo(bytes);
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest_one() {
        file = "redis:\n  urri: redis://h:1\n";
        environment = Map.of("SWITCHBOARD_REDIS_URL", "redis://h:1");
        commandLine = List.of(set("modle.name", "x"));

        assertThat(problems())
                .containsExactly(
                        "config/gateway.yaml line 2: there is no key redis.urri;"
                                + " the nearest is redis.uri.",
                        "SWITCHBOARD_REDIS_URL: there is no setting of this name;"
                                + " the nearest is SWITCHBOARD_REDIS_URI (redis.uri).",
                        "--set: there is no key modle.name; the nearest is model.name.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port|http|a whole number is needed",
                "port|99999|a whole number from 0 to 65535 is needed",
                "port|99999999999|a whole number is needed",
                "redis.timeout|3|a time such as 500ms, 25s or 2m is needed",
                "redis.timeout|0s|a time from 1ms to 24h is needed",
                "redis.timeout|25h|a time from 1ms to 24h is needed",
                "demo|maybe|true or false is needed",
                "log.level|loud|one of error, warn, info, debug, trace is needed",
                "redis.uri|h:6379"
                        + "|redis://[user:password@]host:port[/db],"
                        + " redis-sentinel://[user:password@]host:port,host:port/master-name[?db=N]"
                        + " or redis-cluster://[user:password@]host:port,host:port is needed"
                        + " (rediss… for TLS)",
                "redis.uri|http://h"
                        + "|redis://[user:password@]host:port[/db],"
                        + " redis-sentinel://[user:password@]host:port,host:port/master-name[?db=N]"
                        + " or redis-cluster://[user:password@]host:port,host:port is needed"
                        + " (rediss… for TLS)",
                "redis.uri|redis://a:1,b:2|redis:// names one server: write redis-sentinel:// or"
                        + " redis-cluster:// for several",
                "redis.uri|redis://h:70000|a port is a whole number from 1 to 65535",
                "redis.uri|redis://h/x|the database is a whole number from 0 to 1000000",
                "redis.uri|redis://h?user=x|all that may follow the ? is db=N",
                "redis.uri|redis-sentinel://a:1,b:2|the master's name must follow the sentinels,"
                        + " such as redis-sentinel://host:26379,host:26379/mymaster",
                "redis.uri|redis-cluster://a:1,b:2/3|a cluster has database 0 alone: leave the"
                        + " database out of it",
                "redis.uri|redis-cluster://a:1,b:2?db=3|a cluster has database 0 alone: leave the"
                        + " database out of it",
                "redis.replicas-acknowledged|1|the embedded Redis has no replicas: set redis.uri,"
                        + " or 0",
                "model.url|ftp://h/v1|a URL such as https://host/v1 is needed",
                "pool.capacity-default|11|a whole number from 1 to 10 is needed",
                "model.streams-max|0|a whole number of at least 1 is needed",
            })
    void a_value_that_is_not_allowed_is_refused_with_what_is(
            String key, String value, String allowed) {
        commandLine = List.of(set(key, value), set("auth.secret", SECRET));

        assertThat(problems())
                .containsExactly("--set: %s is \"%s\", but %s.".formatted(key, value, allowed));
    }

    @Test
    void a_value_is_refused_even_where_a_stronger_source_overrules_it() {
        file = "port: http\n";
        commandLine = List.of(set("port", "1"));

        assertThat(problems())
                .containsExactly(
                        "config/gateway.yaml line 1: port is \"http\","
                                + " but a whole number is needed.");
    }

    @Test
    void all_problems_are_told_at_once() {
        file = "pool:\n  lease: 0s\nport: -1\nmodel:\n  retries-max: 99\n";

        // What holds a broken part is not judged before the part is whole.
        assertThat(problems())
                .containsExactly(
                        "config/gateway.yaml line 5: model.retries-max is \"99\","
                                + " but a whole number from 0 to 10 is needed.",
                        "config/gateway.yaml line 2: pool.lease is \"0s\","
                                + " but a time from 1ms to 24h is needed.");
    }

    @Test
    void no_refusal_quotes_a_secret() {
        file = "auth:\n  secret: tiny-secret\n";
        environment = Map.of("SWITCHBOARD_REDIS_URI", "redis://ann:pass word@h:1");
        assertThat(String.join("\n", problems())).doesNotContain("tiny-secret", "pass word");

        environment = Map.of();
        assertThat(problems())
                .containsExactly(
                        "config/gateway.yaml line 2: auth.secret is \"***\","
                                + " but at least 32 bytes are needed for HS256.");

        file = "auth:\n  secret: 'tiny-secret\n";
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("config/gateway.yaml line 2: this is not YAML")
                .doesNotContain("tiny-secret");
    }

    @Test
    void without_demo_mode_a_secret_is_needed() {
        commandLine = List.of(set("demo", "false"));
        assertThat(problems())
                .containsExactly(
                        "auth.secret is not set, but tokens cannot be checked without it while"
                                + " demo mode is off (demo is false): set auth.secret or"
                                + " SWITCHBOARD_AUTH_SECRET to at least 32 bytes, the same on"
                                + " every node, or set demo to true.");

        commandLine = List.of(set("redis.uri", "redis://h:1"));
        assertThat(problems()).singleElement().asString().contains("(redis.uri is configured)");

        commandLine = List.of(set("demo", "false"), set("auth.secret", SECRET));
        assertThat(loaded().config().demoMode()).isFalse();
    }

    @Test
    void a_secret_alone_turns_demo_mode_off_and_demo_turns_it_on_again() {
        commandLine = List.of(set("auth.secret", SECRET));
        assertThat(loaded().config().demoMode()).isFalse();

        commandLine = List.of(set("auth.secret", SECRET), set("demo", "true"));
        assertThat(loaded().config().demoMode()).isTrue();
    }

    @Test
    void tls_needs_both_its_files() {
        commandLine = List.of(set("tls.certificate", "chain.pem"));

        assertThat(problems())
                .containsExactly(
                        "tls.key is not set, but TLS needs tls.certificate and tls.key together.");
    }

    @Test
    void an_empty_value_takes_an_optional_setting_back() {
        file = "redis:\n  uri: redis://h:1\nmodel:\n";
        environment = Map.of("SWITCHBOARD_REDIS_URI", "");

        assertThat(loaded().config().redis().uri()).isEmpty();
    }

    @Test
    void an_empty_value_of_anything_else_is_refused() {
        environment = Map.of("SWITCHBOARD_PORT", "");

        assertThat(problems())
                .containsExactly(
                        "SWITCHBOARD_PORT: port is not set, but a whole number is needed.");
    }

    @Test
    void paths_of_the_file_start_at_the_installation_and_those_of_the_user_where_they_are()
            throws IOException {
        file = "data: a\nconfig-dir: b\n";
        commandLine = List.of(new CommandLineSetting("--data", "data", "c"));

        GatewayConfig config = loaded().config();

        assertThat(config.configDir()).isEqualTo(home.resolve("b"));
        assertThat(config.data()).isEqualTo(home.resolve("elsewhere").resolve("c"));
    }

    @Test
    void what_kubernetes_says_about_a_service_named_switchboard_is_not_a_setting() {
        environment =
                Map.of(
                        "SWITCHBOARD_PORT", "tcp://10.0.0.1:80",
                        "SWITCHBOARD_PORT_80_TCP_ADDR", "10.0.0.1",
                        "SWITCHBOARD_SERVICE_HOST", "10.0.0.1",
                        "SWITCHBOARD_SERVICE_PORT_HTTP", "80",
                        "SWITCHBOARD_JAVA_OPTS", "-Xmx1g",
                        "PATH", "/bin");

        assertThat(loaded().config().port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: [1, 2]|line 1: port is a list, but one value is needed.",
                "auth: x|line 1: auth is a section, but a key within it is needed,"
                        + " such as auth.secret.",
                "just words|line 1: lines such as \"key: value\" are needed.",
            })
    void a_file_of_the_wrong_shape_is_refused(String text, String problem) {
        file = text + "\n";

        assertThat(problems()).containsExactly("config/gateway.yaml " + problem);
    }

    @Test
    void a_key_may_stand_once_in_a_file() {
        file = "port: 1\nport: 2\n";

        assertThat(problems())
                .containsExactly("config/gateway.yaml line 2: port was set before in this file.");
    }

    @Test
    void a_file_asked_for_must_be_there() {
        ConfigOutcome outcome = load(Optional.of(Path.of("other.yaml")));

        assertThat(outcome)
                .isEqualTo(
                        new ConfigOutcome.Refused(
                                List.of("--config: there is no file other.yaml.")));
    }

    private static CommandLineSetting set(String key, String value) {
        return new CommandLineSetting("--set", key, value);
    }

    private String environment(String name) {
        return environment.get("SWITCHBOARD_" + name);
    }

    private ConfigOutcome.Loaded loaded() {
        assertThat(load(Optional.empty())).isInstanceOf(ConfigOutcome.Loaded.class);
        return (ConfigOutcome.Loaded) load(Optional.empty());
    }

    private List<String> problems() {
        assertThat(load(Optional.empty())).isInstanceOf(ConfigOutcome.Refused.class);
        return ((ConfigOutcome.Refused) load(Optional.empty())).problems();
    }

    private ConfigOutcome load(Optional<Path> asked) {
        try {
            Files.writeString(home.resolve("config").resolve("gateway.yaml"), file);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return ConfigLoader.load(
                new ConfigSources(
                        home, home.resolve("elsewhere"), asked, environment, commandLine));
    }
}
