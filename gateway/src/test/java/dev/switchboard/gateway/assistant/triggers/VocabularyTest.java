package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

    @ParameterizedTest
    @CsvSource({
        "נציג, לנציג",
        "موظف, والموظف",
        "প্রতিনিধি, প্রতিনীধি",
        "เจ้าหน้าที่, เจาหนาที",
        "operator, opertor"
    })
    void a_word_is_told_with_what_is_attached_to_it_and_with_a_slip(String word, String written) {
        assertThat(read(Map.of(Notion.PERSON, List.of(word)), written))
                .containsExactly(Notion.PERSON.bit());
    }

    @Test
    void words_that_run_together_all_count() {
        Map<Notion, List<String>> words =
                Map.of(Notion.PERSON, List.of("상담사"), Notion.CONNECT, List.of("연결"));

        assertThat(read(words, "상담사연결좀"))
                .containsExactly(Notion.PERSON.bit() | Notion.CONNECT.bit());
    }

    @Test
    void words_that_stand_for_something_together_are_one() {
        Map<Notion, List<String>> words =
                Map.of(
                        Notion.PERSON, List.of("nhân viên"),
                        Notion.OTHER, List.of("nhân viên cửa hàng"));

        assertThat(read(words, "gặp nhân viên")).containsExactly(0, Notion.PERSON.bit());
        assertThat(read(words, "nhan vien cua hang")).containsExactly(Notion.OTHER.bit());
    }

    private static int[] read(Map<Notion, List<String>> words, String message) {
        return Vocabulary.of(words).notionsOf(Words.of(message).plain());
    }
}
