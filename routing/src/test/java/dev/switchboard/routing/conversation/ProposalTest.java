package dev.switchboard.routing.conversation;

import static dev.switchboard.routing.conversation.Stories.NOON;
import static dev.switchboard.routing.conversation.Stories.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Conversation.Activity;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerStops;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayMissesHistory;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.Decision.Accepted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the assistant may do on an account: only what it has shown, only after a yes, only once.
class ProposalTest {

    private static final Turn FIRST = new Turn("t1", 0);

    private final Conversation asked =
            after(Stories.begun(), Stories.says("m1", NOON), Stories.proposes(FIRST, 1, NOON));

    @Test
    void a_proposal_is_known_by_the_entry_that_shows_it() {
        Proposal proposal = asked.proposal().orElseThrow();
        assertThat(proposal.seq()).isEqualTo(2);
        assertThat(proposal.tool()).isEqualTo("extend_due_date");
        assertThat(proposal.arguments()).containsEntry("order", "7");
        assertThat(asked.activities()).as("nothing is done yet").isEmpty();
    }

    @Test
    void a_yes_makes_its_doing_due_and_a_no_that_it_is_not_done() {
        Proposal proposal = asked.proposal().orElseThrow();
        for (Consent consent : List.of(Consent.YES, Consent.NO)) {
            Conversation settled = after(asked, Stories.replies("m2", NOON, consent));
            var errand = Optional.of(new Errand(proposal, consent == Consent.YES));
            assertThat(settled.activities())
                    .containsExactly(new Activity.Answer(new Turn("t4", 0, errand)));
            assertThat(settled.proposal()).isEmpty();
        }
    }

    @Test
    void a_second_yes_is_a_word_like_any_other() {
        Conversation doing = after(asked, Stories.replies("m2", NOON, Consent.YES));
        assertThat(settled(doing, Stories.replies("m3", NOON, Consent.YES))).isEmpty();
        Conversation both = after(doing, Stories.replies("m3", NOON, Consent.YES));
        assertThat(both.turn()).as("the first is still being done").isEqualTo(doing.turn());
        Turn turn = both.turn().orElseThrow();
        Conversation done = after(both, Stories.answers(turn, 0, NOON));
        assertThat(done.turn()).as("and the second is answered").contains(new Turn("t6", 0));
    }

    @Test
    void other_words_end_a_proposal_and_a_yes_after_them_does_nothing() {
        Conversation other = after(asked, Stories.says("m2", NOON));
        assertThat(other.turn()).contains(new Turn("t4", 0));
        Conversation answered = after(other, Stories.answers(other.turn().orElseThrow(), 4, NOON));
        assertThat(settled(answered, Stories.replies("m3", NOON, Consent.YES))).isEmpty();
    }

    @Test
    void a_yes_that_was_under_way_before_the_question_does_nothing() {
        Conversation added =
                after(
                        Stories.begun(),
                        Stories.says("m1", NOON),
                        Stories.replies("m2", NOON, Consent.YES),
                        Stories.proposes(FIRST, 1, NOON));
        assertThat(added.proposal()).isEmpty();
        assertThat(added.turn()).contains(new Turn("t2", 0));
    }

    @Test
    void a_person_in_between_ends_it() {
        Conversation back =
                after(
                        asked,
                        Stories.asks("h1", NOON),
                        new ConversationCommand.SeatTakes(NOON, "ana", "Ana", 1, List.of("en")),
                        new ConversationCommand.AgentReturns(NOON, Stories.ANA, Optional.empty()));
        assertThat(settled(back, Stories.replies("m2", NOON, Consent.YES))).isEmpty();
    }

    @Test
    void silence_ends_it_also_where_the_yes_opens_the_conversation_again() {
        Conversation idle = after(asked, Stories.closesIdle(NOON.plus(Stories.DAY), Stories.DAY));
        var later = NOON.plus(Stories.DAY).plus(Duration.ofMinutes(1));
        assertThat(settled(idle, Stories.replies("m2", later, Consent.YES))).isEmpty();
    }

    @Test
    void what_the_gateway_says_does_not_end_it() {
        var notice =
                new ConversationCommand.GatewaySays(
                        NOON, Optional.empty(), 0, "Snart är vi tillbaka", "sv");
        assertThat(settled(after(asked, notice), Stories.replies("m2", NOON, Consent.YES)))
                .isPresent();
    }

    @Test
    void what_is_being_done_cannot_be_stopped_but_is_told_of() {
        Conversation doing = after(asked, Stories.replies("m2", NOON, Consent.YES));
        assertThat(ConversationRules.decide(doing, new CustomerStops(NOON, Optional.empty())))
                .isEqualTo(new Accepted(List.of()));
    }

    @Test
    void what_is_due_is_still_due_where_history_was_lost() {
        Conversation doing = after(asked, Stories.replies("m2", NOON, Consent.YES));
        Conversation lost = after(doing, new GatewayMissesHistory(NOON, 9, 0));
        assertThat(lost.turn().orElseThrow().errand()).isEqualTo(doing.turn().get().errand());
        assertThat(lost.turn().orElseThrow().epoch()).isEqualTo(lost.epoch());
    }

    @Test
    void the_yes_stands_in_the_log_before_what_it_settles() {
        var decision = ConversationRules.decide(asked, Stories.replies("m2", NOON, Consent.YES));
        assertThat(((Accepted) decision).events())
                .extracting(e -> (Object) e.getClass())
                .containsExactly(Said.class, Settled.class);
    }

    private static Optional<Settled> settled(Conversation state, ConversationCommand command) {
        var decision = (Accepted) ConversationRules.decide(state, command);
        return decision.events().stream()
                .filter(Settled.class::isInstance)
                .map(Settled.class::cast)
                .findFirst();
    }
}
