package dev.switchboard.routing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationEvent.*;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every conversation, whatever comes in whatever order: late, repeated, stale, from
/// seats that hold nothing. A failing seed replays by itself.
class ConversationHistoryTest {

    private static final int STEPS = 400;

    /// One command, and what the log made of it.
    private record Step(
            Conversation before, ConversationCommand command, List<ConversationEvent> events) {
        Conversation after() {
            return Stories.after(before, events);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_epoch_rises_by_one_with_each_change_of_holder_and_else_only_where_history_is_lost(
            long seed) {
        for (Step step : history(seed)) {
            Conversation state = step.before();
            for (ConversationEvent event : step.events()) {
                Conversation next = ConversationRules.evolve(state, event);
                if (event instanceof HistoryLost lost) {
                    assertThat(next.holder()).isEqualTo(state.holder());
                    assertThat(next.epoch()).isEqualTo(lost.epoch()).isGreaterThan(state.epoch());
                    assertThat(next.version()).isGreaterThan(lost.through());
                } else {
                    Optional<Long> named = epochOf(event);
                    assertThat(next.epoch()).isEqualTo(state.epoch() + (named.isPresent() ? 1 : 0));
                    named.ifPresent(e -> assertThat(e).isEqualTo(next.epoch()));
                    assertThat(next.holder().equals(state.holder())).isEqualTo(named.isEmpty());
                    assertThat(next.version()).isEqualTo(state.version() + 1);
                }
                state = next;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_log_replayed_gives_the_same_state(long seed) {
        List<Step> steps = history(seed);
        Conversation replayed = Stories.begun();
        for (Step step : steps) {
            assertThat(step.before()).isEqualTo(replayed);
            replayed = Stories.after(replayed, step.events());
        }
        assertThat(steps.getLast().after()).isEqualTo(replayed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_the_assistant_says_is_committed_under_a_turn_that_has_passed(long seed) {
        for (Step step : history(seed)) {
            Conversation state = step.before();
            for (ConversationEvent event : step.events()) {
                if (event instanceof Said said && said.from() instanceof Author.Assistant) {
                    Turn turn = state.turn().orElseThrow();
                    assertThat(said.turn()).contains(turn.id());
                    assertThat(turn.epoch()).isEqualTo(state.epoch());
                    assertThat(state.holder()).isInstanceOf(Holder.Assistant.class);
                }
                state = ConversationRules.evolve(state, event);
                assertThat(state.turn().isEmpty() || state.holder() instanceof Holder.Assistant)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_turn_ends_once(long seed) {
        Set<String> begun = new HashSet<>();
        List<String> ended = new ArrayList<>();
        List<Step> steps = history(seed);
        for (Step step : steps) {
            for (ConversationEvent event : step.events()) {
                switch (event) {
                    case Said s -> s.turn().ifPresent(ended::add);
                    case TurnInterrupted t -> ended.add(t.turn());
                    default -> {}
                }
            }
            // What is due only between two entries of one commit never begins.
            step.after().turn().map(Turn::id).ifPresent(begun::add);
        }
        steps.getLast().after().turn().map(Turn::id).ifPresent(begun::remove);
        assertThat(begun).containsExactlyInAnyOrderElementsOf(ended);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void words_are_translated_only_between_the_customer_and_an_agent_who_reads_another_language(
            long seed) {
        for (Step step : history(seed)) {
            Conversation state = step.before();
            for (ConversationEvent event : step.events()) {
                if (event instanceof Said said && said.translation().isPresent()) {
                    String customers =
                            said.from() instanceof Author.Customer
                                    ? said.language()
                                    : state.language();
                    assertThat(said.from())
                            .isInstanceOfAny(Author.Customer.class, Author.Agent.class);
                    assertThat(state.holder())
                            .isInstanceOfSatisfying(
                                    Holder.Agent.class,
                                    held ->
                                            assertThat(held.languages())
                                                    .isNotEmpty()
                                                    .doesNotContain(customers));
                }
                state = ConversationRules.evolve(state, event);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void only_the_holder_of_an_epoch_speaks_for_us_in_it(long seed) {
        for (Step step : history(seed)) {
            Conversation state = step.before();
            for (ConversationEvent event : step.events()) {
                if (event instanceof Said said && said.from() instanceof Author.Agent agent) {
                    assertThat(state.holder())
                            .isInstanceOfSatisfying(
                                    Holder.Agent.class,
                                    h -> assertThat(h.seat()).isEqualTo(agent.seat()));
                }
                state = ConversationRules.evolve(state, event);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void closed_is_final_unless_the_customer_opens_what_silence_closed(long seed) {
        for (Step step : history(seed)) {
            if (step.before().holder() instanceof Holder.Closed closed
                    && !step.events().isEmpty()) {
                switch (step.events().getFirst()) {
                    case Rated _, Concluded _, HistoryLost _ ->
                            assertThat(step.events()).hasSize(1);
                    case ConversationEvent first -> {
                        assertThat(first).isInstanceOf(Reopened.class);
                        assertThat(closed.reason()).isEqualTo(Reason.IDLE);
                        assertThat(step.command().getClass().getSimpleName())
                                .startsWith("Customer");
                        assertThat(closed.at().plus(Stories.WINDOW))
                                .isAfterOrEqualTo(step.command().at());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void each_message_yields_at_most_one_entry(long seed) {
        Set<MessageKey> seen = new HashSet<>();
        for (Step step : history(seed)) {
            for (ConversationEvent event : step.events()) {
                event.message().ifPresent(key -> assertThat(seen.add(key)).as("%s", key).isTrue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_seat_says_once_how_what_it_held_ended(long seed) {
        Set<Long> concluded = new HashSet<>();
        for (Step step : history(seed)) {
            for (ConversationEvent event : step.events()) {
                switch (event) {
                    case Concluded c -> {
                        assertThat(concluded.add(c.epoch())).isTrue();
                        assertThat(step.before().wrapUpOwedBy()).contains(c.seat());
                    }
                    case Closed c when c.disposition().isPresent() ->
                            assertThat(concluded.add(step.before().epoch())).isTrue();
                    default -> {}
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobody_is_both_preferred_and_left_out(long seed) {
        for (Step step : history(seed)) {
            if (step.after().holder() instanceof Holder.Queue queue) {
                assertThat(step.after().lastSeat())
                        .isNotIn(queue.excluded().stream().map(Optional::of).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void only_a_yes_or_no_to_the_last_thing_said_settles_a_proposal_and_does_so_once(long seed) {
        Set<Long> settled = new HashSet<>();
        for (Step step : history(seed)) {
            for (ConversationEvent event : step.events()) {
                if (event instanceof Settled s) {
                    assertThat(step.before().proposal()).contains(s.proposal());
                    assertThat(settled.add(s.proposal().seq())).isTrue();
                    assertThat(step.after().turn().orElseThrow().errand())
                            .contains(new Conversation.Errand(s.proposal(), s.agreed()));
                    assertThat(step.after().proposal()).isEmpty();
                }
            }
        }
    }

    @Test
    void the_histories_come_by_every_command_entry_and_refusal() {
        Set<Object> events = new LinkedHashSet<>();
        Set<Object> accepted = new LinkedHashSet<>();
        Set<Object> refusals = new LinkedHashSet<>();
        seeds().forEach(seed -> {
            for (Step step : history(seed)) {
                step.events().forEach(e -> events.add(e.getClass()));
                switch (ConversationRules.decide(step.before(), step.command())) {
                    case Accepted _ -> accepted.add(step.command().getClass());
                    case Refused refused -> refusals.add(refused.refusal());
                }
            }
        });
        assertThat(events)
                .containsExactlyInAnyOrder(
                        (Object[]) ConversationEvent.class.getPermittedSubclasses());
        assertThat(accepted)
                .containsExactlyInAnyOrder(
                        (Object[]) ConversationCommand.class.getPermittedSubclasses());
        assertThat(refusals).containsExactlyInAnyOrder((Object[]) Decision.Refusal.values());
    }

    /// A log as the store keeps it: a message that is known is not decided on again.
    private static List<Step> history(long seed) {
        var dice = new ConversationDice(new SplittableRandom(seed));
        var known = new HashSet<MessageKey>();
        var steps = new ArrayList<Step>();
        Conversation state = Stories.begun();
        for (int i = 0; i < STEPS; i++) {
            ConversationCommand command = dice.roll(state);
            List<ConversationEvent> events = List.of();
            boolean repeated = command.message().filter(known::contains).isPresent();
            if (!repeated && ConversationRules.decide(state, command) instanceof Accepted a) {
                events = a.events();
                command.message().ifPresent(known::add);
            }
            steps.add(new Step(state, command, events));
            state = Stories.after(state, events);
        }
        return steps;
    }

    private static Optional<Long> epochOf(ConversationEvent event) {
        return switch (event) {
            case Queued e -> Optional.of(e.epoch());
            case Assigned e -> Optional.of(e.epoch());
            case Returned e -> Optional.of(e.epoch());
            case Reopened e -> Optional.of(e.epoch());
            case Closed e -> Optional.of(e.epoch());
            case Said _,
                    Proposed _,
                    Settled _,
                    TurnInterrupted _,
                    Concluded _,
                    Briefed _,
                    Noted _,
                    Whispered _,
                    HistoryLost _,
                    Rated _ ->
                    Optional.empty();
        };
    }
}
