package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.kit.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Every text in every language, filled in.
class TemplateTest {

    private static final List<String> LANGUAGES = Languages.SHIPPED;
    private static final int[] NUMBERS = {0, 1, 2, 3, 5, 11, 21, 100};

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_text_is_whole_for_every_kind_of_number(String language) {
        for (Text text : Text.values()) {
            for (int number : NUMBERS) {
                String said = Content.texts().say(text, language, values(text, number)).text();

                assertThat(said).as(text.key()).isNotBlank().doesNotContain("{", "}", "#", "  ");
                for (Text.Argument argument : text.arguments()) {
                    if (argument.kind() == Text.Argument.Kind.WORDS) {
                        assertThat(said).as(text.key()).contains("‹" + argument.name() + "›");
                    }
                }
            }
        }
    }

    /// ICU's own way of filling in is the measure.
    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_text_is_what_icu_makes_of_it(String language) {
        Path file = Content.CONFIG.resolve("texts").resolve(language + ".yaml");
        Yaml.Keys keys = YamlReader.read(RawFile.read(file), new Problems(file)).orElseThrow();
        for (Text text : Text.values()) {
            String said = raw(keys, text.key()).strip();
            var format = new MessageFormat(said, ULocale.forLanguageTag(language + "-u-nu-latn"));
            for (int number : new int[] {0, 1, 2, 3, 4, 5, 10, 11, 12, 21, 22, 100, 101, 12_345}) {
                Map<String, Object> values = values(text, number);

                assertThat(Content.texts().say(text, language, values).text())
                        .isEqualTo(format.format(values));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | 1 | It will take about 1 minute.",
                "en | 2 | It will take about 2 minutes.",
                "sv | 1 | Det dröjer ungefär 1 minut.",
                "pl | 22 | Potrwa to około 22 minut.",
            })
    void numbers_decide_the_form(String language, int minutes, String text) {
        assertThat(
                        Content.texts()
                                .say(Text.QUEUE_MINUTES, language, Map.of("minutes", minutes))
                                .text())
                .isEqualTo(text);
    }

    @Test
    void digits_are_the_same_in_every_language() {
        for (String language : LANGUAGES) {
            assertThat(
                            Content.texts()
                                    .say(Text.QUEUE_RANGE, language, Map.of("low", 12, "high", 34))
                                    .text())
                    .contains("12", "34");
        }
    }

    @Test
    void what_stands_in_quotes_is_as_it_stands() {
        assertThat(
                        filled(
                                "It''s {name}, isn't it? '{name}'",
                                Text.TRANSLATION,
                                Map.of("name", "Ana")))
                .isEqualTo("It's Ana, isn't it? {name}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Du är nummer {position | queue.place is no message (Unmatched '{' braces in message \"Du är nummer {position\")",
                "Vänta. | queue.place has no {position}, but it is needed",
                "{position} {place} | queue.place has {place}, but {position} is filled in here",
                "{position, number} | queue.place has {position} in a form that is not used, but {position} or {position, plural, …} is needed",
                "{position, plural, other {#.}} | queue.place has no 'one {…}' for {position}, but the language needs one, other",
                "{position, plural, one {#} few {#} other {#}} | queue.place has 'few {…}' for {position}, but the language has only one, other",
                "{position, plural, offset:1 one {#} other {#}} | queue.place has an offset, but none is used",
            })
    void what_cannot_be_said_in_the_language_is_a_fault(String said, String fault) {
        assertThat(faults(said, Text.QUEUE_PLACE)).contains(fault);
    }

    @Test
    void a_form_that_leaves_something_out_is_a_fault() {
        assertThat(
                        faults(
                                "{high, plural, one {{low} till # minut.} other {# minuter.}}",
                                Text.QUEUE_RANGE))
                .containsExactly("queue.range has no {low}, but it is needed");
    }

    @Test
    void what_only_larger_numbers_need_may_be_left_out() {
        List<String> faults = new ArrayList<>();
        TemplateReader.read(
                Text.QUEUE_PLACE,
                "{position, plural, one {# turno} other {# turnos}}",
                Numbers.of("es"),
                faults::add);

        assertThat(faults).isEmpty();
    }

    private static List<String> faults(String said, Text text) {
        List<String> faults = new ArrayList<>();
        TemplateReader.read(text, said, Numbers.of("sv"), faults::add);
        return faults;
    }

    private static String filled(String said, Text text, Map<String, ?> values) {
        Numbers numbers = Numbers.of("en");
        return TemplateReader.read(
                        text,
                        said,
                        numbers,
                        fault -> {
                            throw new AssertionError(fault);
                        })
                .fill(values, numbers);
    }

    private static Map<String, Object> values(Text text, int number) {
        Map<String, Object> values = new HashMap<>();
        for (Text.Argument argument : text.arguments()) {
            values.put(
                    argument.name(),
                    switch (argument.kind()) {
                        case WORDS -> "‹" + argument.name() + "›";
                        case NUMBER -> number;
                    });
        }
        return values;
    }

    private static String raw(Yaml.Keys keys, String path) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        Optional<Yaml> value =
                keys.keys().stream()
                        .filter(key -> key.name().equals(name))
                        .map(Yaml.Key::value)
                        .findFirst();
        return switch (value.orElseThrow()) {
            case Yaml.Text text -> text.text();
            case Yaml.Keys inner -> raw(inner, path.substring(dot + 1));
            case Yaml.Items _, Yaml.Nothing _ -> throw new AssertionError(path);
        };
    }
}
