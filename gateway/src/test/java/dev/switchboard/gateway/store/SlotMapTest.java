package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotMapTest {

    private static final Endpoint HERE = new Endpoint("10.0.0.1", 7000);

    /// As `CLUSTER KEYSLOT` answers.
    @ParameterizedTest
    @CsvSource({
        "foo,12182",
        "{foo}.x,12182",
        "a{foo}{bar},12182",
        "{}foo,9500",
        "'',0",
        "gött,8353"
    })
    void a_key_has_the_slot_that_redis_gives_it(String key, int slot) {
        assertThat(SlotMap.slotOf(key)).isEqualTo(slot);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOVED 7 10.0.0.2:7001|Moved[slot=7, to=10.0.0.2:7001]",
                "MOVED 7 :7001|Moved[slot=7, to=10.0.0.1:7001]",
                "MOVED 7 ?:7001|Moved[slot=7, to=10.0.0.1:7001]",
                "ASK 7 ::1:7001|Ask[slot=7, to=[::1]:7001]",
                "TRYAGAIN Multiple keys request during rehashing of slot|TryAgain[]",
            })
    void a_redirection_says_where_to_go(String error, String redirection) {
        assertThat(Redirection.parse(error, HERE)).get().hasToString(redirection);
    }
}
