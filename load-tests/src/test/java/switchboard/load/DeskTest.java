package switchboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeskTest {

    private final Desk desk = new Desk();

    @Test
    void an_offer_is_taken_an_assignment_greeted_and_a_word_answered() {
        assertThat(answer("{'type':'offer','offer':'o','conversation':'c'}"))
                .isEqualTo(Json.frame("accept").put("offer", "o").toString());
        assertThat(
                        answer(
                                "{'type':'assigned','conversation':'c','epoch':2,'entries':[{'type':'said','seq':1}]}"))
                .isEqualTo(
                        "{'type':'say','conversation':'c','id':'g-2','text':'Hello.'}"
                                .replace('\'', '"'));
        desk.said("hi", System.nanoTime());
        assertThat(answer(word(2, "hi")))
                .isEqualTo(
                        "{'type':'say','conversation':'c','id':'a-2','text':'Answer: hi'}"
                                .replace('\'', '"'));
        assertThat(desk.untilHeard("hi")).isPositive();
        assertThat(desk.problems()).isEmpty();
    }

    @Test
    void gatling_asks_twice_for_a_frame_which_came_once() {
        String frame = word(1, "hi");
        assertThat(desk.answer(frame)).isNotNull().isEqualTo(desk.answer(frame));
        assertThat(desk.problems()).isEmpty();
    }

    @Test
    void a_word_that_no_agent_is_shown_is_lost() {
        desk.said("hi", 0);
        assertThat(desk.problems()).containsExactly("no agent was shown: hi");
    }

    @Test
    void a_word_that_comes_twice_is_doubled() {
        answer(word(1, "hi"));
        answer(word(2, "hi"));
        assertThat(desk.problems()).containsExactly("heard twice: hi");
    }

    @Test
    void entries_out_of_order_are_told() {
        answer(word(2, "hi"));
        answer(word(1, "there"));
        assertThat(desk.problems()).containsExactly("c: an agent was shown 1 after 2");
    }

    @Test
    void an_error_is_told() {
        assertThat(answer("{'type':'error','code':'gone'}")).isNull();
        assertThat(desk.problems()).hasSize(1);
    }

    @Test
    void an_offer_may_be_quicker_than_the_customer_is_told() {
        answer("{'type':'offer','offer':'o','conversation':'c'}");
        desk.decided("c", System.nanoTime());
        assertThat(desk.untilOffered("c")).isEqualTo(Duration.ZERO);
    }

    private String answer(String frame) {
        return desk.answer(frame.replace('\'', '"'));
    }

    private static String word(long seq, String text) {
        return """
        {"type":"said","conversation":"c","seq":%d,"id":"m","from":{"kind":"customer"},"text":"%s"}\
        """
                .formatted(seq, text);
    }
}
