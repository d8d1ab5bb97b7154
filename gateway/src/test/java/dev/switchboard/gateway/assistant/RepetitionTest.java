package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model.Message;
import dev.switchboard.gateway.assistant.Model.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {

    @ParameterizedTest
    @CsvSource({
        "Where is my parcel?, where is my parcel, WHERE IS MY PARCEL!!!",
        "Where is my refund, where is my refnd, so where is my refund?",
        "Hur ändrar jag min adress?, hur andrar jag min adress, Hur ändrar jag min adress??",
        "我的退款什么时候到, 我的退款什么时候到？, 请问我的退款什么时候到",
        "أين طردي الذي طلبته, اين طردي الذي طلبته؟, أين طردي الذي طلبته"
    })
    void the_same_question_a_third_time_is_seen(String first, String second, String third) {
        assertThat(Repetition.thirdTime(answered(first, second, third))).isTrue();
    }

    @Test
    void the_second_time_it_is_answered_once_more() {
        assertThat(Repetition.thirdTime(answered("Where is my parcel?", "Where is my parcel?")))
                .isFalse();
    }

    @Test
    void other_questions_may_lie_between() {
        assertThat(
                        Repetition.thirdTime(
                                answered(
                                        "Where is my parcel?",
                                        "Can I pay later?",
                                        "where is my parcel",
                                        "How do I change my address?",
                                        "Where is my parcel??")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "ok thanks", "no", "tack", "はい", "谢谢", "the blue"})
    void short_words_are_said_again_without_asking_again(String word) {
        assertThat(Repetition.thirdTime(answered(word, word, word, word))).isFalse();
    }

    @Test
    void questions_that_differ_in_what_they_are_about_are_different_questions() {
        assertThat(
                        Repetition.thirdTime(
                                answered(
                                        "When will my refund come?",
                                        "When will my parcel come?",
                                        "When will my invoice come?")))
                .isFalse();
    }

    @Test
    void what_the_assistant_did_not_answer_does_not_count() {
        Message question = new Message(Role.CUSTOMER, "Where is my parcel?");

        assertThat(Repetition.thirdTime(List.of(question, question, question))).isFalse();
    }

    private static List<Message> answered(String... questions) {
        List<Message> history = new ArrayList<>();
        for (String question : questions) {
            history.add(new Message(Role.CUSTOMER, question));
            history.add(new Message(Role.ASSISTANT, "Look into the app."));
        }
        history.removeLast();
        return history;
    }
}
