package dev.switchboard.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.policy.PolicyError;
import dev.switchboard.gateway.policy.RefusedPolicy;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchboardCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Node.Starter starter = config -> Future.failedFuture("nothing to start");

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void writeConfig() throws IOException {
        file = Files.createFile(directory.resolve("test.yaml"));
    }

    @Test
    void an_unknown_option_is_bad_usage() {
        assertThat(execute("--prot", "1")).isEqualTo(2);
        assertThat(err)
                .hasToString("Unknown options: '--prot', '1' (--help lists what there is)\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void set_needs_a_key_and_a_value() {
        assertThat(execute("--set", "port")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Invalid value for option '--set'")
                .contains("it needs a key, =, and a value");
    }

    @Test
    void a_refused_configuration_is_bad_usage_and_starts_nothing() {
        starter =
                config -> {
                    throw new AssertionError("started");
                };

        assertThat(execute("--port", "http", "--set", "prot=1")).isEqualTo(2);
        assertThat(err)
                .hasToString(
                        "--set: there is no key prot; the nearest is port.\n"
                                + "--port: port is \"http\", but a whole number is needed.\n");
    }

    @Test
    void config_prints_each_value_with_its_source_and_no_secret() {
        assertThat(
                        execute(
                                "config",
                                "--port",
                                "7",
                                "--set",
                                "auth.secret=a=secret-of-more-than-thirty-two-bytes"))
                .isEqualTo(0);

        assertThat(out.toString())
                .containsPattern("(?m)^port = 7 +# --port$")
                .containsPattern("(?m)^auth.secret = \\*\\*\\* +# --set$")
                .containsPattern("(?m)^redis.timeout = 3s +# default$")
                .doesNotContain("thirty-two");
    }

    @Test
    void options_may_stand_before_the_sub_command() {
        assertThat(execute("--port", "7", "config")).isEqualTo(0);
        assertThat(out.toString()).containsPattern("(?m)^port = 7 +# --port$");
    }

    @Test
    void config_names_the_files_that_markets_routing_and_texts_come_from() {
        assertThat(execute("config", "--set", "config-dir=" + directory)).isEqualTo(0);

        assertThat(out.toString())
                .endsWith(
                        "# markets, routing and texts come from %1$s/markets.yaml,"
                                        .formatted(directory)
                                + " %1$s/routing.yaml and %1$s/texts".formatted(directory)
                                + " (config --check)\n");
    }

    @Test
    void config_check_finds_nothing_wrong_with_what_is_shipped() {
        assertThat(execute("config", "--check", "--set", "config-dir=../config")).isEqualTo(0);

        assertThat(out.toString())
                .contains("routing.yaml are good: 23 markets, 2 classes of priority")
                .contains("texts is good: ar, bg, bn, ca, cs,");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void config_check_says_all_that_is_wrong_and_ends_so_that_a_script_notices()
            throws IOException {
        Files.writeString(directory.resolve("markets.yaml"), "markets: { UK: {} }\n");

        assertThat(execute("config", "--check", "--set", "config-dir=" + directory)).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        directory
                                + "/markets.yaml:1:1: markets is empty, but at least one is"
                                + " needed.",
                        directory
                                + "/markets.yaml:1:12: markets.UK is not allowed: an ISO 3166"
                                + " country in two capital letters, such as SE, is needed.",
                        directory
                                + "/routing.yaml:1:1: there is no such file, but the node needs"
                                + " it.",
                        directory
                                + "/texts:1:1: there is no such directory, but the node needs"
                                + " it.");
    }

    @Test
    void a_refused_policy_is_told_line_by_line() {
        starter =
                config ->
                        Future.failedFuture(
                                new RefusedPolicy(
                                        List.of(
                                                new PolicyError(
                                                        Path.of("a"), 1, 2, "b", "B is bad."),
                                                new PolicyError(
                                                        Path.of("a"), 3, 4, "c", "C is bad."))));

        assertThat(execute()).isEqualTo(1);
        assertThat(err).hasToString("a:1:2: B is bad.\na:3:4: C is bad.\n");
    }

    @Test
    void a_port_in_use_is_told_as_such() {
        starter =
                config ->
                        Future.failedFuture(
                                new IllegalStateException(
                                        "listen", new BindException("Address already in use")));

        assertThat(execute("--port", "4711")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "127.0.0.1:4711 is in use by another process: stop it, or choose another"
                                + " port with --port (0 takes a free one).\n");
    }

    @Test
    void an_address_of_another_machine_is_told_as_such() {
        starter =
                config -> Future.failedFuture(new BindException("Cannot assign requested address"));

        assertThat(execute("--host", "192.0.2.1")).isEqualTo(1);
        assertThat(err.toString()).startsWith("192.0.2.1 is no address of this machine: ");
    }

    @Test
    void any_other_failure_is_one_sentence_too() {
        starter = config -> Future.failedFuture("the moon is down");

        assertThat(execute()).isEqualTo(1);
        assertThat(err).hasToString("Switchboard could not start: the moon is down.\n");
    }

    @Test
    void a_start_that_throws_has_failed() {
        starter =
                config -> {
                    throw new IllegalStateException("the moon is down.");
                };

        assertThat(execute()).isEqualTo(1);
        assertThat(err).hasToString("Switchboard could not start: the moon is down.\n");
    }

    @Test
    void the_version_is_told() {
        assertThat(execute("--version")).isEqualTo(0);
        assertThat(out.toString()).startsWith("switchboard ");
    }

    private int execute(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "--config";
        all[1] = file.toString();
        System.arraycopy(args, 0, all, 2, args.length);
        return SwitchboardCommand.execute(
                starter, new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
