package dev.switchboard.routing.conversation;

import static dev.switchboard.routing.conversation.Stories.ANA;
import static dev.switchboard.routing.conversation.Stories.EVE;
import static dev.switchboard.routing.conversation.Stories.NOON;
import static dev.switchboard.routing.conversation.Stories.after;
import static dev.switchboard.routing.conversation.Stories.answers;
import static dev.switchboard.routing.conversation.Stories.ends;
import static dev.switchboard.routing.conversation.Stories.says;
import static dev.switchboard.routing.conversation.Stories.wantsPerson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.*;
import dev.switchboard.routing.conversation.ConversationEvent.*;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What supervisors and the gateway itself add to a conversation, and which seat stays in mind.
class SupervisorTest {

    private static final Instant LATER = NOON.plusSeconds(600);

    private final Conversation writing = after(Stories.begun(), says("m1", NOON));
    private final Conversation waiting =
            after(Stories.begun(), wantsPerson("m1", NOON, Optional.empty()));
    private final Conversation held =
            after(waiting, new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));

    @Test
    void a_takeover_in_mid_answer_keeps_what_was_seen_and_refuses_the_rest() {
        var seen = Optional.of(new Seen("t1", "Hej! Er åter", "sv"));
        Conversation taken =
                after(writing, new SupervisorTakesOver(NOON, EVE, List.of("sv"), seen));
        assertThat(decide(writing, new SupervisorTakesOver(NOON, EVE, List.of("sv"), seen)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        a ->
                                assertThat(a.events())
                                        .extracting(e -> e.getClass().getSimpleName())
                                        .containsExactly("Said", "Assigned"));
        assertThat(taken.holder())
                .isEqualTo(new Holder.Agent("eve", "Eve", Reason.TAKEOVER, NOON, List.of("sv")));
        assertThat(taken.turn()).isEmpty();
        assertThat(decide(taken, answers(new Turn("t1", 0), 1, NOON)))
                .isEqualTo(new Refused(Refusal.STALE_TURN));
    }

    @Test
    void a_human_who_answers_while_the_bot_writes_must_take_over_first() {
        var answer = new AgentSays(NOON, Optional.empty(), EVE, "Hej", "sv", Optional.empty());
        assertThat(decide(writing, answer)).isEqualTo(new Refused(Refusal.NOT_HOLDER));
        assertThat(
                        after(
                                writing,
                                new SupervisorTakesOver(NOON, EVE, List.of("sv"), Optional.empty()),
                                answer))
                .satisfies(s -> assertThat(s.activities()).isEmpty());
    }

    @Test
    void a_takeover_from_the_queue_makes_every_offer_stale_and_keeps_the_age() {
        Conversation taken =
                after(
                        waiting,
                        new SupervisorTakesOver(LATER, EVE, List.of("sv"), Optional.empty()));
        assertThat(taken.holder())
                .isEqualTo(new Holder.Agent("eve", "Eve", Reason.TAKEOVER, NOON, List.of("sv")));
        assertThat(decide(taken, new SeatTakes(LATER, "ana", "Ana", 1, List.of("en"))))
                .isEqualTo(new Refused(Refusal.GONE));
    }

    @Test
    void a_takeover_from_an_agent_ends_what_the_agent_may_do() {
        Conversation taken =
                after(held, new SupervisorTakesOver(NOON, EVE, List.of("sv"), Optional.empty()));
        assertThat(taken.epoch()).isEqualTo(held.epoch() + 1);
        assertThat(decide(taken, new AgentReturns(NOON, ANA, Optional.empty())))
                .isEqualTo(new Refused(Refusal.NOT_HOLDER));
        assertThat(decide(taken, new SeatLeaves(NOON, "ana", 1)))
                .as("the seat taken from goes away late")
                .isEqualTo(new Refused(Refusal.GONE));
    }

    @Test
    void a_supervisors_seat_that_is_lost_returns_the_conversation_with_its_age() {
        Conversation taken =
                after(held, new SupervisorTakesOver(LATER, EVE, List.of("sv"), Optional.empty()));
        Conversation back = after(taken, new SeatLeaves(LATER, "eve", held.epoch()));
        assertThat(back.holder())
                .isInstanceOfSatisfying(
                        Holder.Queue.class, q -> assertThat(q.since()).isEqualTo(NOON));
    }

    @Test
    void a_second_takeover_by_the_holder_changes_nothing() {
        Conversation taken =
                after(held, new SupervisorTakesOver(NOON, EVE, List.of("sv"), Optional.empty()));
        assertThat(
                        decide(
                                taken,
                                new SupervisorTakesOver(
                                        NOON, EVE, List.of("sv"), Optional.empty())))
                .isEqualTo(Accepted.NOTHING);
    }

    @Test
    void a_conversation_that_was_never_begun_is_nobodys_to_take() {
        assertThat(
                        decide(
                                Stories.begun(),
                                new SupervisorTakesOver(
                                        NOON, EVE, List.of("sv"), Optional.empty())))
                .isEqualTo(new Refused(Refusal.NOT_BEGUN));
    }

    @Test
    void a_whisper_is_for_the_epoch_of_the_agent_who_holds() {
        var whisper = new SupervisorWhispers(NOON, Optional.empty(), EVE, "Erbjud frakt");
        assertThat(decide(held, whisper))
                .isEqualTo(
                        Accepted.of(
                                new Whispered(
                                        NOON,
                                        Optional.empty(),
                                        EVE,
                                        held.epoch(),
                                        "Erbjud frakt")));
        assertThat(decide(waiting, whisper)).isEqualTo(new Refused(Refusal.NO_AGENT));
        assertThat(decide(after(held, ends(NOON)), whisper)).isEqualTo(new Refused(Refusal.CLOSED));
    }

    @Test
    void what_the_gateway_says_is_said_in_its_epoch_or_not_at_all() {
        assertThat(decide(waiting, gatewaySays(1)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        a ->
                                assertThat(a.events().getFirst())
                                        .isInstanceOfSatisfying(
                                                Said.class,
                                                s -> {
                                                    assertThat(s.from())
                                                            .isEqualTo(new Author.Gateway());
                                                    assertThat(s.message())
                                                            .contains(MessageKey.ofPool("p1"));
                                                }));
        assertThat(decide(held, gatewaySays(1))).isEqualTo(new Refused(Refusal.STALE_EPOCH));
    }

    @Test
    void what_the_gateway_says_does_not_end_an_answer() {
        assertThat(after(writing, gatewaySays(0)).turn()).isEqualTo(writing.turn());
    }

    @Test
    void the_last_seat_stays_known_while_it_may_be_wanted_again() {
        assertThat(held.lastSeat()).contains("ana");
        Conversation lost = after(held, new SeatLeaves(NOON, "ana", 1));
        assertThat(lost.lastSeat()).contains("ana");
        Conversation returned = after(held, new AgentReturns(NOON, ANA, Optional.empty()));
        assertThat(returned.lastSeat()).contains("ana");
        assertThat(after(returned, wantsPerson("m5", NOON, Optional.empty())).lastSeat())
                .contains("ana");
        assertThat(after(returned, ends(NOON)).lastSeat()).isEmpty();
    }

    @Test
    void who_passed_a_conversation_on_is_not_preferred_for_it() {
        Conversation passedOn =
                after(held, new AgentTransfers(NOON, ANA, new Target.Anybody(), Optional.empty()));
        assertThat(passedOn.lastSeat()).isEmpty();
        assertThat(after(passedOn, new SeatTakes(NOON, "bo", "Bo", 3, List.of("en"))).lastSeat())
                .contains("bo");
    }

    @Test
    void an_answer_that_was_given_nothing_to_cover_is_not_owed_for_ever() {
        assertThat(after(writing, answers(new Turn("t1", 0), 0, NOON)).turn()).isEmpty();
    }

    private static GatewaySays gatewaySays(long epoch) {
        return new GatewaySays(
                NOON, Optional.of(MessageKey.ofPool("p1")), epoch, "Snart är det din tur", "sv");
    }

    private static Decision decide(Conversation state, ConversationCommand command) {
        return ConversationRules.decide(state, command);
    }
}
