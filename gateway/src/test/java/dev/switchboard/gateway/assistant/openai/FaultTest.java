package dev.switchboard.gateway.assistant.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, false",
        "401, REFUSED, false",
        "404, REFUSED, false",
        "302, REFUSED, false",
        "408, TIMEOUT, false",
        "429, OVERLOADED, true",
        "500, BAD_RESPONSE, true",
        "502, UNREACHABLE, true",
        "503, OVERLOADED, true",
        "504, TIMEOUT, true",
        "529, OVERLOADED, true",
    })
    void a_status_says_what_failed_and_whether_to_try_again(
            int status, Kind kind, boolean retriable) {
        Fault fault = Fault.of(new RefusalException(status, "", Duration.ofSeconds(3)));
        assertThat(fault.failure().kind()).isEqualTo(kind);
        assertThat(fault.retriable()).isEqualTo(retriable);
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_detail_has_the_errors_code_and_type_but_never_its_message() {
        String body =
                """
                {"error":{"message":"bad input 'my card is 4111'","type":"invalid_request_error",
                 "param":null,"code":"context_length_exceeded"}}""";
        Fault fault = Fault.of(new RefusalException(400, body, Duration.ZERO));
        assertThat(fault.failure().detail())
                .isEqualTo(
                        "status 400, code context_length_exceeded, type invalid_request_error");
    }

    @Test
    void a_body_that_is_not_json_or_smuggles_words_into_the_code_is_left_out() {
        assertThat(Fault.describe("<html>teapot</html>")).isEmpty();
        assertThat(Fault.describe("[1]")).isEmpty();
        assertThat(Fault.describe("{\"error\":{\"code\":\"a\\nforged log line\"}}")).isEmpty();
    }

    @Test
    void the_root_of_a_chain_is_found() {
        Throwable wrapped =
                new RuntimeException(new RefusalException(503, "", Duration.ZERO));
        assertThat(Fault.of(wrapped).failure().kind()).isEqualTo(Kind.OVERLOADED);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "2 | 2000",
                "' 1.5 ' | 1500",
                "Mon, 23 Nov 2026 10:00:07 GMT | 7000",
                "Mon, 23 Nov 2026 09:00:00 GMT | 0",
                "soon | 0",
                "1e999999 | 9223372036854775807",
                "'' | 0",
            },
            delimiter = '|')
    void retry_after_is_seconds_or_a_date(String header, long ms) {
        assertThat(RetryAfter.parse(header, NOW).toMillis()).isEqualTo(ms);
    }

    @Test
    void no_retry_after_is_no_wait() {
        assertThat(RetryAfter.parse(null, NOW)).isEqualTo(Duration.ZERO);
    }
}
