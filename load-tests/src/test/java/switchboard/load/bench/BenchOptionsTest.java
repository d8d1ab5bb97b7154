package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchOptionsTest {

    private static BenchOptions of(String... arguments) {
        return BenchOptions.of(List.of(arguments), Path.of("/home"));
    }

    @Test
    void without_a_word_all_do_all() {
        BenchOptions options = of();
        assertThat(options.jobs()).isEqualTo(Jobs.NAMES);
        assertThat(options.peers()).containsExactly(Peer.values());
        assertThat(options.page()).contains(Path.of("/home/docs/benchmarks.md"));
    }

    @Test
    void every_job_that_is_named_is_there() {
        for (String name : Jobs.NAMES) {
            assertThat(Jobs.of(name, of()).name()).isEqualTo(name);
        }
    }

    @Test
    void loads_are_parts_of_what_a_server_can_do_or_tokens_a_second() {
        assertThat(of("--loads", "50%,5000").loads())
                .extracting(load -> load.tokensPerSecond(8_000))
                .containsExactly(4_000.0, 5_000.0);
    }

    @ParameterizedTest
    @CsvSource({
        "--jobs, relay;dance, dance is no job",
        "--peers, ws;express, express is no peer",
        "--loads, half, half is no load",
        "--rounds, 0, --rounds must be at least 1",
        "--rounds, many, --rounds is no whole number",
        "--sessions, 1000, --sessions takes two numbers",
        "--sessions, 1000;500, --sessions takes two numbers",
        "--sessions, 1000;50000, 'one process holds at most 18,000'",
        "--speed, 1, '--speed: known are'",
    })
    void what_is_not_understood_is_named(String key, String value, String message) {
        assertThatThrownBy(() -> of(key, value.replace(';', ',')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
