package dev.switchboard.routing.conversation;

import static dev.switchboard.routing.conversation.Stories.ANA;
import static dev.switchboard.routing.conversation.Stories.BO;
import static dev.switchboard.routing.conversation.Stories.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.ConversationCommand.*;
import dev.switchboard.routing.conversation.ConversationEvent.*;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationRulesTest {

    private Conversation state = Stories.begun();

    @Test
    void a_customers_word_is_owed_an_answer() {
        given(says("m1", "Var är min återbetalning?"));
        assertThat(state.activities())
                .containsExactly(new Conversation.Activity.Answer(new Conversation.Turn("t1", 0)));
    }

    @Test
    void an_answer_ends_its_turn() {
        given(says("m1", "Hej"));
        given(answers("t1", "Hej!", 1));
        assertThat(state.activities()).isEmpty();
        assertThat(state.version()).isEqualTo(2);
    }

    @Test
    void what_is_said_during_an_answer_is_owed_one_of_its_own() {
        given(says("m1", "Hej"));
        given(says("m2", "Var är mitt paket?"));
        assertThat(state.turn()).contains(new Conversation.Turn("t1", 0));
        given(answers("t1", "Hej!", 1));
        assertThat(state.turn()).contains(new Conversation.Turn("t2", 0));
        given(answers("t2", "På väg.", 2));
        assertThat(state.turn()).isEmpty();
    }

    @Test
    void an_answer_that_covers_all_that_was_said_owes_nothing() {
        given(says("m1", "Hej"));
        given(says("m2", "Var är mitt paket?"));
        given(answers("t1", "På väg.", 2));
        assertThat(state.turn()).isEmpty();
    }

    @Test
    void a_request_for_a_person_ends_the_answer_and_records_what_was_seen() {
        given(says("m1", "Hej"));
        var events = given(saysForPerson("m2", Optional.of(new Seen("t1", "Hej! Jag", "sv"))));
        assertThat(events)
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("Said", "Said", "Queued");
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        Said.class,
                        s -> {
                            assertThat(s.text()).isEqualTo("Hej! Jag");
                            assertThat(s.interrupted()).isTrue();
                            assertThat(s.from()).isEqualTo(new Author.Assistant());
                        });
        assertThat(state.holder()).isInstanceOf(Holder.Queue.class);
        assertThat(state.epoch()).isEqualTo(1);
        assertThat(state.turn()).isEmpty();
    }

    @Test
    void an_answer_nobody_saw_leaves_no_words() {
        given(says("m1", "Hej"));
        var events = given(saysForPerson("m2", Optional.of(new Seen("t1", "", "sv"))));
        assertThat(events.getFirst()).isEqualTo(new TurnInterrupted(NOON, "t1"));
    }

    @Test
    void a_late_answer_is_refused() {
        given(says("m1", "Hej"));
        given(saysForPerson("m2", Optional.empty()));
        assertThat(decide(answers("t1", "Hej!", 1))).isEqualTo(new Refused(Refusal.STALE_TURN));
    }

    @Test
    void an_answer_from_before_a_return_is_refused() {
        given(says("m1", "Hej"));
        var late = answers("t1", "Hej!", 1);
        given(saysForPerson("m2", Optional.empty()));
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        given(new AgentReturns(NOON, ANA, Optional.empty()));
        given(says("m3", "Hej igen"));
        assertThat(decide(late)).isEqualTo(new Refused(Refusal.STALE_TURN));
    }

    @Test
    void two_seats_cannot_take_one_conversation() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        assertThat(decide(new SeatTakes(NOON, "bo", "Bo", 1, List.of("en"))))
                .isEqualTo(new Refused(Refusal.GONE));
        assertThat(state.holder()).isInstanceOf(Holder.Agent.class);
    }

    @Test
    void the_winner_told_twice_changes_nothing() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        assertThat(given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")))).isEmpty();
    }

    @Test
    void an_offer_of_an_older_epoch_is_gone() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        given(new SeatLeaves(NOON, "ana", 1));
        assertThat(decide(new SeatTakes(NOON, "bo", "Bo", 1, List.of("en"))))
                .isEqualTo(new Refused(Refusal.GONE));
        given(new SeatTakes(NOON, "bo", "Bo", 3, List.of("en")));
    }

    @Test
    void a_lost_seat_returns_the_conversation_with_its_age() {
        inQueue();
        Instant later = NOON.plusSeconds(600);
        given(new SeatTakes(later, "ana", "Ana", 1, List.of("en")));
        given(new SeatLeaves(later, "ana", 1));
        assertThat(state.holder())
                .isInstanceOfSatisfying(
                        Holder.Queue.class,
                        q -> {
                            assertThat(q.since()).isEqualTo(NOON);
                            assertThat(q.reason()).isEqualTo(Reason.AGENT_LOST);
                        });
    }

    @Test
    void a_transfer_keeps_the_age_and_spares_who_passed_it_on() {
        inQueue();
        given(new SeatTakes(NOON.plusSeconds(60), "ana", "Ana", 1, List.of("en")));
        var events =
                given(
                        new AgentTransfers(
                                NOON.plusSeconds(90),
                                ANA,
                                new Target.Skill("fraud"),
                                Optional.of("checked the card")));
        assertThat(events.getFirst()).isInstanceOf(Noted.class);
        assertThat(state.holder())
                .isInstanceOfSatisfying(
                        Holder.Queue.class,
                        q -> {
                            assertThat(q.since()).isEqualTo(NOON);
                            assertThat(q.excluded()).containsExactly("ana");
                            assertThat(q.target()).isEqualTo(new Target.Skill("fraud"));
                            assertThat(q.reason()).isEqualTo(Reason.TRANSFER);
                        });
    }

    @Test
    void only_the_holder_speaks_notes_passes_on_and_closes() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        for (ConversationCommand of : agentCommands(BO)) {
            assertThat(decide(of)).isEqualTo(new Refused(Refusal.NOT_HOLDER));
        }
    }

    @Test
    void after_a_return_the_assistant_waits_for_the_customer() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        given(says("m5", "Tack"));
        given(new AgentReturns(NOON, ANA, Optional.empty()));
        assertThat(state.activities()).isEmpty();
        given(says("m6", "En sak till"));
        assertThat(state.turn()).map(Conversation.Turn::epoch).contains(3L);
    }

    @Test
    void stopping_leaves_nothing_owed() {
        given(says("m1", "Hej"));
        given(says("m2", "Eller nej"));
        given(new CustomerStops(NOON, Optional.of(new Seen("t1", "Hej", "sv"))));
        assertThat(state.turn()).isEmpty();
        assertThat(state.holder()).isEqualTo(new Holder.Assistant());
    }

    @Test
    void every_failure_of_the_assistant_ends_with_a_person() {
        given(says("m1", "Hej"));
        given(
                new AssistantHandsOff(
                        NOON,
                        new Conversation.Turn("t1", 0),
                        new Handoff(Reason.ASSISTANT_UNAVAILABLE, ""),
                        "Hej, jag",
                        true,
                        "sv",
                        List.of()));
        assertThat(state.holder())
                .isInstanceOfSatisfying(
                        Holder.Queue.class,
                        q -> assertThat(q.reason()).isEqualTo(Reason.ASSISTANT_UNAVAILABLE));
    }

    @Test
    void an_agent_who_speaks_the_customers_language_writes_it() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en", "sv")));
        var hej = new Translation("sv", "Hejsan");
        var events =
                given(new AgentSays(NOON, Optional.empty(), ANA, "Hej", "en", Optional.of(hej)));
        assertThat(((Said) events.getFirst()).language()).isEqualTo("sv");
        assertThat(((Said) events.getFirst()).translation()).isEmpty();
    }

    @Test
    void what_an_agent_of_another_language_says_is_kept_with_its_translation() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        var hej = Optional.of(new Translation("sv", "Hej"));
        var events = given(new AgentSays(NOON, Optional.empty(), ANA, "Hello", "en", hej));
        assertThat(((Said) events.getFirst()).text()).isEqualTo("Hello");
        assertThat(((Said) events.getFirst()).language()).isEqualTo("en");
        assertThat(((Said) events.getFirst()).translation()).isEqualTo(hej);
        assertThat(state.language()).isEqualTo("sv");
    }

    @Test
    void an_agent_of_whom_no_language_is_known_reads_all() {
        inQueue();
        given(new SeatTakes(NOON, "ana", "Ana", 1, List.of()));
        assertThat(((Holder.Agent) state.holder()).reads("sv")).isTrue();
    }

    @Test
    void a_closed_conversation_takes_no_words() {
        given(new CustomerEnds(NOON, Optional.empty(), Optional.empty()));
        assertThat(decide(says("m1", "Hej"))).isEqualTo(new Refused(Refusal.CLOSED));
        assertThat(given(new CustomerEnds(NOON, Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(given(new CustomerRates(NOON, Optional.empty(), 5, Optional.empty())))
                .hasSize(1);
    }

    private static List<ConversationCommand> agentCommands(Author.Agent agent) {
        return List.of(
                new AgentSays(NOON, Optional.empty(), agent, "Hello", "en", Optional.empty()),
                new AgentNotes(NOON, Optional.empty(), agent, "Hm"),
                new AgentTransfers(NOON, agent, new Target.Anybody(), Optional.empty()),
                new AgentReturns(NOON, agent, Optional.empty()),
                new AgentCloses(NOON, agent, "solved", List.of()));
    }

    private void inQueue() {
        given(saysForPerson("m1", Optional.empty()));
    }

    private List<ConversationEvent> given(ConversationCommand command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Accepted.class);
        List<ConversationEvent> events = ((Accepted) decision).events();
        for (ConversationEvent event : events) {
            state = ConversationRules.evolve(state, event);
        }
        return events;
    }

    private Decision decide(ConversationCommand command) {
        return ConversationRules.decide(state, command);
    }

    private static CustomerSays says(String id, String text) {
        return Stories.says(id, NOON, text, Optional.empty(), Optional.empty());
    }

    private static CustomerSays saysForPerson(String id, Optional<Seen> seen) {
        return Stories.wantsPerson(id, NOON, seen);
    }

    private static AssistantAnswers answers(String turn, String text, long covers) {
        return new AssistantAnswers(
                NOON, new Conversation.Turn(turn, 0), text, "sv", covers, List.of());
    }
}
