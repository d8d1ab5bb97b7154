package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzersTest {

    @Test
    void every_language_that_is_spoken_can_be_searched() {
        assertThat(Analyzers.languages())
                .containsExactlyInAnyOrderElementsOf(Languages.SHIPPED)
                .allSatisfy(language ->
                        assertThat(Analyzers.of(language, Set.of())).as(language).isPresent());
        assertThat(Analyzers.of("tlh", Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, payments, payment",
        "sv, returerna, retur",
        "de, Rücksendungen, Rucksendung",
        "fi, laskut, laskun",
        "fr, remboursements, remboursement",
        "el, επιστροφές, επιστροφη",
        "sr, повраћај, povracaj",
        "hr, računi, racun",
        "uk, повернення, повернень",
        "ar, الفواتير, فواتير",
        "hi, भुगतानों, भुगतान",
        "ja, ﾊﾟｽﾜｰﾄﾞ, パスワード",
        "ko, 환불을, 환불",
        "zh, 退款, 退款",
        "zh, 貨款, 货款",
        "th, คืนเงิน, คืนเงิน",
        "tr, İADELER, iadeler",
        "vi, hoá đơn, hoa don"
    })
    void two_forms_of_a_word_are_one_term(String language, String one, String other) {
        Analyzer analyzer = Analyzers.of(language, Set.of()).orElseThrow();

        assertThat(Cut.terms(analyzer, one)).isNotEmpty().isEqualTo(Cut.terms(analyzer, other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "cs", "pl", "el", "vi", "tr", "fr", "lt", "hu", "sk", "is"})
    void words_of_asking_are_left_out_with_accents_and_without(String language) {
        Analyzer analyzer = Analyzers.of(language, Set.of("könnt ihr", "proč")).orElseThrow();

        assertThat(Cut.terms(analyzer, "KÖNNT ihr konnt proc PROČ lamp"))
                .containsExactlyElementsOf(Cut.terms(analyzer, "lamp"));
    }

    @Test
    void an_apostrophe_is_one_however_it_is_typed() {
        Analyzer analyzer = Analyzers.of("en", Set.of("i'd", "what's")).orElseThrow();

        assertThat(Cut.terms(analyzer, "I’d what's WHAT’S refund")).isEqualTo(List.of("refund"));
    }
}
