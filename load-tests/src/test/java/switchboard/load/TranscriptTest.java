package switchboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import switchboard.load.Transcript.Phase;

final class TranscriptTest {

    private static final long MS = 1_000_000;

    private final Transcript transcript = new Transcript();
    private long now;

    @Test
    void a_word_that_is_accepted_shown_and_answered_is_as_it_should_be() {
        welcomed(0);
        transcript.say("hi", 0);
        assertThat(transcript.phase()).isEqualTo(Phase.SENT);
        at(3, "{'type':'accepted','id':'m-1','seq':1}");
        assertThat(transcript.phase()).isEqualTo(Phase.ACCEPTED);
        assertThat(transcript.sinceSent()).isEqualTo(Duration.ofMillis(3));
        at(4, "{'type':'said','seq':1,'id':'m-1','from':{'kind':'customer'},'text':'hi'}");
        at(5, "{'type':'turn','turn':'t','state':'started'}");
        at(8, "{'type':'delta','turn':'t','offset':0,'text':'Hel'}");
        assertThat(transcript.phase()).isEqualTo(Phase.ANSWERING);
        assertThat(transcript.sinceSent()).isEqualTo(Duration.ofMillis(8));
        at(9, "{'type':'delta','turn':'t','offset':3,'text':'lo'}");
        assertThat(transcript.isAtRest()).isFalse();
        at(12, "{'type':'said','seq':2,'from':{'kind':'assistant'},'text':'Hello'}");
        at(13, "{'type':'turn','turn':'t','state':'completed','seq':2}");
        assertThat(transcript.phase()).isEqualTo(Phase.ANSWERED);
        assertThat(transcript.sinceSent()).isEqualTo(Duration.ofMillis(12));
        assertThat(transcript.isAtRest()).isTrue();
        assertThat(transcript.problems()).isEmpty();
    }

    @Test
    void an_accepted_word_that_is_never_shown_is_lost() {
        welcomed(0);
        transcript.say("hi", 0);
        took("{'type':'accepted','id':'m-1','seq':1}");
        assertThat(transcript.problems())
                .containsExactly("c: m-1 was accepted as 1 and never shown");
    }

    @Test
    void a_word_that_is_never_accepted_is_told() {
        welcomed(0);
        transcript.say("hi", 0);
        assertThat(transcript.isAtRest()).isFalse();
        assertThat(transcript.problems()).containsExactly("c: m-1 was never accepted");
    }

    @Test
    void a_word_shown_twice_is_doubled() {
        accepted("hi", 1);
        took("{'type':'said','seq':2,'id':'m-1','from':{'kind':'customer'},'text':'hi'}");
        assertThat(transcript.problems())
                .containsExactly(
                        "c: m-1 was shown as 1 and as 2",
                        "c: m-1 was accepted as 1 and shown as 2");
    }

    @Test
    void the_same_entry_again_on_one_socket_is_doubled() {
        accepted("hi", 1);
        took("{'type':'said','seq':1,'id':'m-1','from':{'kind':'customer'},'text':'hi'}");
        assertThat(transcript.problems()).containsExactly("c: said 1 was shown after 1");
    }

    @Test
    void entries_out_of_order_are_told() {
        accepted("hi", 2);
        took("{'type':'said','seq':1,'from':{'kind':'assistant'},'text':'Hello'}");
        assertThat(transcript.problems()).containsExactly("c: said 1 was shown after 2");
    }

    @Test
    void words_accepted_in_another_order_than_they_were_sent_are_told() {
        welcomed(0);
        transcript.say("one", 0);
        transcript.say("two", 0);
        took("{'type':'accepted','id':'m-2','seq':1}");
        took("{'type':'said','seq':1,'id':'m-2','from':{'kind':'customer'},'text':'two'}");
        took("{'type':'accepted','id':'m-1','seq':2}");
        took("{'type':'said','seq':2,'id':'m-1','from':{'kind':'customer'},'text':'one'}");
        assertThat(transcript.problems()).containsExactly("c: m-2 is 1, after 2");
    }

    @Test
    void another_text_under_an_id_is_told() {
        welcomed(0);
        transcript.say("hi", 0);
        took("{'type':'said','seq':1,'id':'m-1','from':{'kind':'customer'},'text':'ho'}");
        assertThat(transcript.problems()).contains("c: m-1 was shown as ho, which was never sent");
    }

    @Test
    void a_hole_in_an_answer_is_told() {
        accepted("hi", 1);
        took("{'type':'turn','turn':'t','state':'started'}");
        took("{'type':'delta','turn':'t','offset':2,'text':'lo'}");
        assertThat(transcript.problems())
                .containsExactly("c: a piece of t came for 2, but it ends at 0");
    }

    @Test
    void an_answer_that_ended_and_was_not_shown_is_lost() {
        accepted("hi", 1);
        took("{'type':'turn','turn':'t','state':'started'}");
        took("{'type':'turn','turn':'t','state':'completed','seq':2}");
        assertThat(transcript.problems())
                .containsExactly("c: the answer 2 ended and was not shown");
    }

    @Test
    void a_resumed_session_says_where_it_was_and_sends_again_what_was_not_accepted() {
        accepted("hi", 1);
        transcript.say("there", 0);
        transcript.ended();
        assertThat(transcript.isWelcomed()).isFalse();
        assertThat(transcript.hello())
                .isEqualTo(Json.frame("hello").put("conversation", "c").put("after", 1L));
        took("{'type':'welcome','conversation':'c','seq':2,'holder':'assistant','resumed':true}");
        assertThat(transcript.unaccepted())
                .containsExactly(Json.frame("say").put("id", "m-2").put("text", "there"));
        took("{'type':'said','seq':2,'id':'m-2','from':{'kind':'customer'},'text':'there'}");
        took("{'type':'turn','turn':'t','state':'started'}");
        took("{'type':'delta','turn':'t','offset':0,'text':'so far'}");
        took("{'type':'accepted','id':'m-2','seq':2}");
        took("{'type':'said','seq':3,'from':{'kind':'assistant'},'text':'so far'}");
        assertThat(transcript.isAtRest()).isTrue();
        assertThat(transcript.problems()).isEmpty();
    }

    @Test
    void a_history_that_is_gone_is_told() {
        accepted("hi", 1);
        transcript.hello();
        took("{'type':'welcome','conversation':'c','seq':0,'holder':'assistant','resumed':false}");
        assertThat(transcript.problems())
                .containsExactly(
                        "c: what came after 1 is no longer there",
                        "c: the newest entry is 0, but 1 was shown");
    }

    @Test
    void asked_for_all_of_it_entries_come_again() {
        accepted("hi", 1);
        transcript.helloFromTheStart();
        took("{'type':'welcome','conversation':'c','seq':1,'holder':'assistant','resumed':false}");
        took("{'type':'said','seq':1,'id':'m-1','from':{'kind':'customer'},'text':'hi'}");
        assertThat(transcript.problems()).isEmpty();
    }

    @Test
    void an_agents_word_under_two_numbers_is_doubled() {
        accepted("hi", 1);
        took("{'type':'said','seq':2,'id':'a-1','from':{'kind':'agent'},'text':'Hello'}");
        assertThat(transcript.phase()).isEqualTo(Phase.ANSWERED);
        took("{'type':'said','seq':3,'id':'a-1','from':{'kind':'agent'},'text':'Hello'}");
        assertThat(transcript.problems()).containsExactly("c: a-1 was shown as 2 and as 3");
    }

    @Test
    void a_word_that_is_left_to_a_person_is_at_rest() {
        accepted("hi", 1);
        assertThat(transcript.isAtRest()).isFalse();
        took("{'type':'holder','seq':2,'epoch':1,'holder':'queue'}");
        assertThat(transcript.isAtRest()).isTrue();
        assertThat(transcript.phase()).isEqualTo(Phase.ACCEPTED);
    }

    @Test
    void a_goodbye_counts_until_the_next_welcome() {
        welcomed(0);
        took("{'type':'goodbye','reason':'restarting','reconnectAfter':5}");
        assertThat(transcript.sentAway()).contains(Duration.ofSeconds(5));
        transcript.ended();
        transcript.hello();
        welcomed(0);
        assertThat(transcript.sentAway()).isEmpty();
    }

    @Test
    void a_refusal_that_passes_is_no_problem_and_another_is() {
        welcomed(0);
        took("{'type':'error','code':'unavailable','message':'later'}");
        assertThat(transcript.problems()).isEmpty();
        took("{'type':'error','code':'not-holder','message':'no'}");
        assertThat(transcript.problems()).hasSize(1);
    }

    private void accepted(String text, long seq) {
        welcomed(0);
        transcript.say(text, 0);
        took("{'type':'accepted','id':'m-1','seq':" + seq + "}");
        took(
                "{'type':'said','seq':%d,'id':'m-1','from':{'kind':'customer'},'text':'%s'}"
                        .formatted(seq, text));
    }

    private void welcomed(long seq) {
        took(
                "{'type':'welcome','conversation':'c','seq':%d,'holder':'assistant','resumed':false}"
                        .formatted(seq));
    }

    private void at(long ms, String frame) {
        now = ms * MS;
        took(frame);
    }

    private void took(String frame) {
        transcript.take(frame.replace('\'', '"'), now);
    }
}
