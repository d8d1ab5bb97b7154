package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DialectTest {

    @Test
    void frames_are_told_apart_by_their_type() {
        assertThat(Dialect.JSON.kind("{\"type\":\"delta\",\"offset\":0}")).isEqualTo("delta");
        assertThat(Dialect.JSON.kind("xxxx")).isEqualTo("echo");
        assertThat(Dialect.SOCKET_IO.kind("42[\"welcome\",{}]")).isEqualTo("welcome");
        assertThat(Dialect.SOCKET_IO.kind("2")).isEmpty();
    }

    @Test
    void a_request_has_64_bytes_of_what_is_echoed_or_has_them_in_all() {
        assertThat(Dialect.JSON.request(64)).hasSize(64);
        assertThat(Dialect.SWITCHBOARD.request(64)).hasSize(64).startsWith("{\"type\":\"ping\"");
        assertThat(Dialect.SOCKET_IO.request(64)).contains("x".repeat(64));
    }

    @Test
    void a_client_of_socket_io_opens_greets_and_answers_pings() {
        assertThat(Dialect.SOCKET_IO.greeting()).isEmpty();
        assertThat(Dialect.SOCKET_IO.reply("0{\"sid\":\"a\"}")).contains("40");
        assertThat(Dialect.SOCKET_IO.reply("40{\"sid\":\"b\"}")).contains("42[\"hello\",{}]");
        assertThat(Dialect.SOCKET_IO.reply("2")).contains("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"delta\",\"turn\":\"t-1\",\"offset\":120,\"text\":\"back \"}",
                "42[\"delta\",{\"turn\":\"t-1\",\"offset\":120,\"text\":\"back \"}]"
            })
    void a_delta_tells_how_far_the_answer_has_come(String frame) {
        assertThat(Askers.end(frame)).isEqualTo(125);
    }
}
