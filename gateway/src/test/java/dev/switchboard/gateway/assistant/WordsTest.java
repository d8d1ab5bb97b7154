package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void a_word_is_its_letters_in_lower_case_without_marks() {
        assertThat(Words.of("Páseme Ünlü don't don’t Straße"))
                .containsExactly("paseme", "unlu", "dont", "dont", "strasse");
    }

    @Test
    void arabic_loses_vowel_signs_stretches_and_forms_of_one_letter() {
        assertThat(Words.of("أُريدُ مـوظّفة إلى")).containsExactly("اريد", "موظفه", "الي");
    }

    @Test
    void a_sentence_ends_with_a_break() {
        assertThat(Words.of("Hi! Talk, please؟"))
                .containsExactly("hi", Words.BREAK, "talk", "please", Words.BREAK);
    }
}
