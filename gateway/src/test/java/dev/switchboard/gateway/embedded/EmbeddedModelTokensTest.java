package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedModelTokensTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Two  words,\n\n- a list \t",
                "Geschwindigkeitsbegrenzungsschild",
                "😀😀😀😀😀😀😀😀😀😀",
                "مرحبًا بك في مركز المساعدة",
                "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
            })
    void the_tokens_joined_are_the_text(String text) {
        assertThat(String.join("", EmbeddedModelTokens.of(text))).isEqualTo(text);
    }

    @Test
    void a_token_is_a_word_with_the_space_before_it() {
        assertThat(EmbeddedModelTokens.of("Two  words,\nthen")).containsExactly("Two", "  words,", "\nthen");
    }

    @Test
    void a_long_word_is_several_tokens_and_no_character_is_split() {
        assertThat(EmbeddedModelTokens.of("😀".repeat(10)))
                .containsExactly("😀".repeat(8), "😀😀");
        assertThat(EmbeddedModelTokens.of("1234567e\u0301x")).containsExactly("1234567e\u0301", "x");
    }

    @Test
    void tokens_of_a_prompt_are_counted_without_cutting_it() {
        assertThat(EmbeddedModelTokens.count("Where is  my order? Geschwindigkeit")).isEqualTo(6);
        assertThat(EmbeddedModelTokens.count("")).isZero();
    }
}
