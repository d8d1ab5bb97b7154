package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromiseExamplesTest {

    private static final PromiseExamples PROMISES =
            PromiseExamples.load(Path.of("..", "config", "triggers"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | I'll connect you with a colleague now.
                    en | One moment, I am transferring you to a specialist.
                    sv | Jag kopplar dig till en kollega.
                    de | Ich verbinde Sie jetzt mit einem Kollegen.
                    fr | Je vous transfère à un collègue.
                    es | Te paso con un compañero.
                    """)
    void a_promise_of_a_person_is_known(String language, String text) {
        assertThat(PROMISES.promises(text, language)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | The fee is shown in the app.
                    sv | Du kan betala senare.
                    de | Die Rückzahlung dauert einige Tage.
                    """)
    void what_is_none_is_not(String language, String text) {
        assertThat(PROMISES.promises(text, language)).isFalse();
    }

    @Test
    void a_language_without_examples_knows_none() {
        assertThat(PROMISES.promises("I'll connect you with a colleague now.", "xx")).isFalse();
    }
}
