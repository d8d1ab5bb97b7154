package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "Páseme, paseme",
        "PLEEEASE, please",
        "Straße, strasse",
        "человек, chelovek",
        "Άνθρωπος, anthropos",
        "човек, chovek",
        "أُريدُ, اريد",
        "مـوظّفة, موظفه",
        "ｆｕｌｌ, ful",
        "12345, 0",
        "प्रतिनिधि, प्रतिनिधि",
        "人工客服, 人工客服"
    })
    void a_plain_word_is_what_remains_however_it_is_written(String written, String plain) {
        assertThat(Words.of(written).plain()).containsExactly(plain);
    }

    @Test
    void an_apostrophe_ends_a_word_only_where_another_begins() {
        assertThat(Words.of("I don't want l'opérateur").plain())
                .containsExactly("i", "dont", "want", "l", "operateur");
    }

    @Test
    void clauses_end_at_punctuation_of_any_script() {
        assertThat(Words.of("hi! talk, please؟ 你好。再见").ends()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void a_space_ends_a_clause_where_none_is_between_words() {
        assertThat(Words.of("จ่ายไม่ผ่าน ขอคุยกับพนักงาน").ends()).containsExactly(1, 2);
        assertThat(Words.of("pay later please").ends()).containsExactly(3);
    }
}
