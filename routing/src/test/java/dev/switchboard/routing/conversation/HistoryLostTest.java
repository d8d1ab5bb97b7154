package dev.switchboard.routing.conversation;

import static dev.switchboard.routing.conversation.Stories.NOON;
import static dev.switchboard.routing.conversation.Stories.after;
import static dev.switchboard.routing.conversation.Stories.begun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Conversation.Activity;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayMissesHistory;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.Decision.Accepted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a conversation becomes whose store has lost what was told.
class HistoryLostTest {

    @Test
    void no_seq_and_no_epoch_that_may_have_been_told_is_given_again() {
        Conversation queue = after(begun(), Stories.wantsPerson("m1", NOON, Optional.empty()));
        Conversation now = after(queue, misses(12, 5));
        assertThat(now.version()).isGreaterThan(13);
        assertThat(now.epoch()).isGreaterThan(6);
        assertThat(now.lost())
                .hasValueSatisfying(lost -> {
                    assertThat(lost.from()).isEqualTo(queue.version() + 1);
                    assertThat(lost.through()).isEqualTo(now.version() - 1);
                });
        Conversation later = after(now, Stories.says("m2", NOON));
        assertThat(later.version()).isEqualTo(now.version() + 1);
    }

    @Test
    void what_is_known_to_be_lost_is_not_lost_again() {
        Conversation lost = after(begun(), Stories.says("m1", NOON), misses(12, 0));
        assertThat(ConversationRules.decide(lost, misses(12, 0))).isEqualTo(Accepted.NOTHING);
        assertThat(ConversationRules.decide(lost, misses(lost.version() - 1, 9)))
                .isEqualTo(Accepted.NOTHING);
        assertThat(ConversationRules.decide(lost, misses(lost.version() + 1, 0)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        a ->
                                assertThat(a.events())
                                        .singleElement()
                                        .isInstanceOf(HistoryLost.class));
    }

    @Test
    void of_two_losses_one_range_is_kept_that_holds_both() {
        Conversation once = after(begun(), Stories.says("m1", NOON), misses(3, 0));
        Conversation twice = after(once, Stories.says("m2", NOON), misses(once.version() + 7, 0));
        assertThat(twice.lost())
                .hasValueSatisfying(lost -> {
                    assertThat(lost.holds(2)).isTrue();
                    assertThat(lost.holds(3)).isTrue();
                    assertThat(lost.holds(twice.version() - 1)).isTrue();
                    assertThat(lost.holds(1)).isFalse();
                    assertThat(lost.holds(twice.version())).isFalse();
                });
    }

    @Test
    void an_answer_that_was_due_is_due_again_as_a_turn_of_the_new_epoch() {
        Conversation writing = after(begun(), Stories.says("m1", NOON));
        Turn old = writing.turn().orElseThrow();
        Conversation now = after(writing, misses(4, 0));
        Turn due = new Turn(old.id(), now.epoch());
        assertThat(now.activities()).containsExactly(new Activity.Answer(due));
        assertThat(ConversationRules.decide(now, Stories.answers(old, 1, NOON)))
                .isInstanceOf(Decision.Refused.class);
        assertThat(after(now, Stories.answers(due, 1, NOON)).turn()).isEmpty();
    }

    @Test
    void who_held_holds_under_a_new_epoch_and_what_was_decided_under_the_old_is_void() {
        Conversation queue = after(begun(), Stories.wantsPerson("m1", NOON, Optional.empty()));
        Conversation now = after(queue, misses(9, 3));
        assertThat(now.holder()).isEqualTo(queue.holder());
        assertThat(
                        ConversationRules.decide(
                                now,
                                new SeatTakes(NOON, "ana", "Ana", queue.epoch(), List.of("en"))))
                .isInstanceOf(Decision.Refused.class);
        assertThat(
                        after(now, new SeatTakes(NOON, "ana", "Ana", now.epoch(), List.of("en")))
                                .holder())
                .isInstanceOf(Holder.Agent.class);
    }

    private static GatewayMissesHistory misses(long through, long epoch) {
        return new GatewayMissesHistory(NOON, through, epoch);
    }
}
