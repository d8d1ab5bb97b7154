package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "refund, refnd", "refund, refunds", "refund, drefund", "refund, refand", "refund, refnud",
        "refund, erfund", "refund, refudn", "ab, ba", "a, b", "a, ''"
    })
    void one_letter_too_many_too_few_wrong_or_swapped_is_one_slip(String one, String other) {
        assertThat(Spelling.oneSlipApart(one, other)).isTrue();
        assertThat(Spelling.oneSlipApart(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "refund, refund",
        "refund, refu",
        "refund, rfeudn",
        "refund, dnufer",
        "refund, rexxnd",
        "refund, efnud",
        "abcd, acbx",
        "'', ''",
        "'', ab"
    })
    void anything_else_is_not(String one, String other) {
        assertThat(Spelling.oneSlipApart(one, other)).isFalse();
        assertThat(Spelling.oneSlipApart(other, one)).isFalse();
    }
}
