package dev.switchboard.routing.conversation;

import static dev.switchboard.routing.conversation.Stories.ANA;
import static dev.switchboard.routing.conversation.Stories.BO;
import static dev.switchboard.routing.conversation.Stories.DAY;
import static dev.switchboard.routing.conversation.Stories.NOON;
import static dev.switchboard.routing.conversation.Stories.WINDOW;
import static dev.switchboard.routing.conversation.Stories.after;
import static dev.switchboard.routing.conversation.Stories.answers;
import static dev.switchboard.routing.conversation.Stories.asks;
import static dev.switchboard.routing.conversation.Stories.closes;
import static dev.switchboard.routing.conversation.Stories.closesIdle;
import static dev.switchboard.routing.conversation.Stories.ends;
import static dev.switchboard.routing.conversation.Stories.says;
import static dev.switchboard.routing.conversation.Stories.wantsPerson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.Conversation.WrapUp;
import dev.switchboard.routing.conversation.ConversationCommand.*;
import dev.switchboard.routing.conversation.ConversationEvent.*;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How conversations end, what is still owed then, and how they begin again.
class ClosingTest {

    private static final Instant MUCH_LATER = NOON.plus(DAY);

    private final Conversation answered =
            after(Stories.begun(), says("m1", NOON), answers(new Turn("t1", 0), 1, NOON));
    private final Conversation waiting =
            after(Stories.begun(), wantsPerson("m1", NOON, Optional.empty()));
    private final Conversation held =
            after(waiting, new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));

    @Test
    void silence_closes_at_its_end_and_not_a_millisecond_before() {
        assertThat(decide(answered, closesIdle(MUCH_LATER.minusMillis(1), DAY)))
                .isEqualTo(new Refused(Refusal.NOT_SILENT));
        Conversation closed = after(answered, closesIdle(MUCH_LATER, DAY));
        assertThat(closed.holder()).isEqualTo(new Holder.Closed(Reason.IDLE, MUCH_LATER));
    }

    @Test
    void every_word_begins_the_silence_anew_and_the_gateways_own_do_not() {
        Instant then = NOON.plusSeconds(60);
        Conversation said = after(held, says("m2", then));
        assertThat(said.silentSince()).contains(then);
        Instant later = then.plusSeconds(60);
        var answer = new AgentSays(later, Optional.empty(), ANA, "Hej", "sv", Optional.empty());
        assertThat(after(said, answer).silentSince()).contains(later);
        var told = new GatewaySays(later, Optional.of(MessageKey.ofPool("p1")), 2, "Vänta", "sv");
        assertThat(after(said, told).silentSince()).contains(then);
        var noted = new AgentNotes(later, Optional.empty(), ANA, "hm");
        assertThat(after(said, noted).silentSince()).contains(then);
    }

    @Test
    void whoever_has_just_got_a_conversation_has_time_to_speak() {
        Conversation taken =
                after(waiting, new SeatTakes(MUCH_LATER, "ana", "Ana", 1, List.of("en")));
        assertThat(decide(taken, closesIdle(MUCH_LATER.plusSeconds(1), DAY)))
                .isEqualTo(new Refused(Refusal.NOT_SILENT));
    }

    @Test
    void a_clock_that_is_behind_does_not_make_the_silence_longer() {
        Conversation said = after(held, says("m2", NOON.plusSeconds(60)));
        Conversation again = after(said, says("m3", NOON.plusSeconds(30)));
        assertThat(again.silentSince()).contains(NOON.plusSeconds(60));
    }

    @Test
    void a_customer_who_was_promised_a_person_is_not_closed_for_being_patient() {
        assertThat(decide(waiting, closesIdle(NOON.plus(WINDOW), DAY)))
                .isEqualTo(new Refused(Refusal.AWAITED));
    }

    @Test
    void silence_that_ends_an_answer_keeps_what_was_seen_of_it() {
        Conversation writing = after(answered, says("m2", NOON));
        var seen = Optional.of(new Seen("t3", "Er återbetalning", "sv"));
        var decision = decide(writing, new GatewayClosesIdle(MUCH_LATER, DAY, seen));
        assertThat(((Accepted) decision).events().getFirst())
                .isInstanceOfSatisfying(
                        Said.class,
                        s -> {
                            assertThat(s.text()).isEqualTo("Er återbetalning");
                            assertThat(s.interrupted()).isTrue();
                        });
    }

    @Test
    void the_customers_next_word_reopens_what_silence_closed_and_is_answered() {
        Conversation closed = after(answered, closesIdle(MUCH_LATER, DAY));
        Conversation open = after(closed, says("m2", MUCH_LATER.plus(WINDOW)));
        assertThat(open.holder()).isEqualTo(new Holder.Assistant());
        assertThat(open.epoch()).isEqualTo(2);
        assertThat(open.turn()).contains(new Turn("t5", 2));
    }

    @Test
    void a_word_after_the_window_finds_it_closed() {
        Conversation closed = after(answered, closesIdle(MUCH_LATER, DAY));
        assertThat(decide(closed, says("m2", MUCH_LATER.plus(WINDOW).plusMillis(1))))
                .isEqualTo(new Refused(Refusal.CLOSED));
    }

    @Test
    void a_customer_may_come_back_for_a_person_at_once() {
        Conversation closed = after(answered, closesIdle(MUCH_LATER, DAY));
        Conversation queued = after(closed, asks("h1", MUCH_LATER));
        assertThat(queued.holder()).isInstanceOf(Holder.Queue.class);
        assertThat(queued.epoch()).isEqualTo(3);
    }

    @Test
    void what_somebody_ended_stays_ended() {
        for (Conversation over :
                List.of(
                        after(answered, ends(NOON)),
                        after(held, ends(NOON)),
                        after(held, closes(ANA, NOON)))) {
            assertThat(decide(over, says("m2", NOON))).isEqualTo(new Refused(Refusal.CLOSED));
            assertThat(decide(over, asks("h1", NOON))).isEqualTo(new Refused(Refusal.CLOSED));
        }
    }

    @Test
    void the_closing_line_comes_once() {
        for (ConversationCommand again :
                List.of(ends(NOON), closesIdle(MUCH_LATER, Duration.ZERO), closes(ANA, NOON))) {
            Conversation closed = after(held, closes(ANA, NOON));
            assertThat(decide(closed, again)).isEqualTo(Accepted.NOTHING);
        }
    }

    @Test
    void an_agent_may_say_how_it_was_after_the_customer_ended_it() {
        Conversation ended = after(held, ends(NOON));
        assertThat(ended.wrapUpOwedBy()).contains("ana");
        var decision = decide(ended, closes(ANA, NOON));
        assertThat(decision)
                .isEqualTo(Accepted.of(new Concluded(NOON, 2, "ana", "solved", List.of("refund"))));
        Conversation concluded = after(ended, closes(ANA, NOON));
        assertThat(concluded.wrapUpOwedBy()).isEmpty();
        assertThat(concluded.epoch()).isEqualTo(ended.epoch());
        assertThat(decide(concluded, closes(ANA, NOON))).isEqualTo(Accepted.NOTHING);
    }

    @Test
    void nobody_else_says_how_it_was() {
        assertThat(decide(after(held, ends(NOON)), closes(BO, NOON)))
                .isEqualTo(new Refused(Refusal.CLOSED));
        Conversation passedOn =
                after(
                        held,
                        new AgentTransfers(NOON, ANA, new Target.Anybody(), Optional.empty()),
                        new SeatTakes(NOON, "bo", "Bo", 3, List.of("en")),
                        ends(NOON));
        assertThat(decide(passedOn, closes(ANA, NOON))).isEqualTo(new Refused(Refusal.CLOSED));
        assertThat(passedOn.wrapUp()).contains(new WrapUp("bo", 4, false));
    }

    @Test
    void an_agent_who_closes_owes_nothing_and_the_assistant_never_does() {
        assertThat(after(held, closes(ANA, NOON)).wrapUpOwedBy()).isEmpty();
        assertThat(after(answered, ends(NOON)).wrapUp()).isEmpty();
    }

    @Test
    void a_customer_who_comes_back_does_not_take_the_agents_last_word() {
        Conversation reopened = after(held, closesIdle(MUCH_LATER, DAY), says("m2", MUCH_LATER));
        assertThat(decide(reopened, closes(ANA, MUCH_LATER)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        a -> assertThat(a.events().getFirst()).isInstanceOf(Concluded.class));
        Conversation taken =
                after(
                        reopened,
                        asks("h1", MUCH_LATER),
                        new SeatTakes(MUCH_LATER, "bo", "Bo", 5, List.of("en")));
        assertThat(decide(taken, closes(ANA, MUCH_LATER)))
                .isEqualTo(new Refused(Refusal.NOT_HOLDER));
    }

    private static Decision decide(Conversation state, ConversationCommand command) {
        return ConversationRules.decide(state, command);
    }
}
