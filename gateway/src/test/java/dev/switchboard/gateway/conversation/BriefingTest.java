package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Assistant.Notes;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Proposal;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an agent is told before taking a conversation.
class BriefingTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Briefing ENGLISH = Briefings.ENGLISH;
    private static final Proposal LATER =
            new Proposal(
                    2,
                    "extend_due_date",
                    new TreeMap<>(Map.of("order", "LM-1")),
                    "Shall I move it?");
    private static final Conversation KIM =
            Conversation.begin(
                    "c-1",
                    new Person("kim", Optional.of("Kim"), Optional.empty(), Optional.of("SE")),
                    "sv");

    @Test
    void a_model_s_notes_come_first_and_the_log_adds_what_they_leave_out() {
        String briefing =
                ENGLISH.of(
                        KIM,
                        log(
                                asks("Var är LM-1?"),
                                answers(
                                        "LM-1 är försenad.",
                                        "delivery",
                                        "orders",
                                        "order:LM-1",
                                        "order:LM-2")),
                        new Notes("Wants the parcel.", "angry", "", "Call the shop."),
                        List.of("parcel-missing"));
        assertThat(briefing)
                .isEqualTo(
                        """
                        Wants the parcel.
                        Tried: delivery · orders · parcel-missing
                        Orders: LM-1
                        The customer is angry.
                        Suggested: Call the shop.
                        Customer: Kim · SE · Swedish\
                        """);
    }

    @Test
    void without_a_model_the_last_words_are_told_those_of_now_among_them() {
        String briefing =
                ENGLISH.of(
                        KIM,
                        log(asks("Hej"), answers("Hej!"), asks("Var är mitt paket?")),
                        Optional.of("Jag vill prata med en människa"));
        assertThat(briefing)
                .startsWith("Asked: “Hej · Var är mitt paket? · Jag vill prata med en människa”")
                .endsWith("Customer: Kim · SE · Swedish");
    }

    @Test
    void where_nothing_was_said_there_is_nothing_to_tell() {
        assertThat(ENGLISH.of(KIM, List.of(), Optional.empty())).isEmpty();
    }

    @Test
    void a_proposal_without_an_answer_is_told() {
        assertThat(
                        ENGLISH.of(
                                KIM,
                                log(
                                        asks("Senare?"),
                                        answers("Ska jag?"),
                                        new Proposed(NOON, LATER)),
                                Optional.empty()))
                .contains("Offered and not answered: Shall I move it?");
    }

    @Test
    void a_yes_without_a_result_is_told_and_one_with_a_result_is_not() {
        List<Entry> agreed =
                log(
                        asks("Senare?"),
                        answers("Ska jag?"),
                        new Proposed(NOON, LATER),
                        asks("Ja"),
                        new Settled(NOON, LATER, true));
        assertThat(ENGLISH.of(KIM, agreed, Optional.empty()))
                .contains("not known whether it was done", "Shall I move it?")
                .doesNotContain("Offered");
        var done = new java.util.ArrayList<>(agreed);
        done.add(new Entry(6, answers("Klart.")));
        assertThat(ENGLISH.of(KIM, done, Optional.empty())).doesNotContain("Shall I move it?");
    }

    @Test
    void long_words_are_cut_and_no_character_with_them() {
        assertThat(ENGLISH.of(KIM, log(asks("😀".repeat(3_000))), Optional.empty()))
                .contains("😀…”")
                .hasSizeLessThan(700);
    }

    @Test
    void who_has_taken_it_reads_what_was_committed_with_the_handoff() {
        var queued =
                new Queued(
                        NOON,
                        Optional.empty(),
                        1,
                        Reason.DISPUTE,
                        "Disputes a charge.",
                        new Target.Anybody(),
                        NOON,
                        List.of());
        assertThat(ENGLISH.committed(KIM, log(asks("Nej!"), queued)))
                .isEqualTo("Disputes a charge.");
        assertThat(ENGLISH.committed(KIM, log(asks("Nej!")))).startsWith("Asked: “Nej!”");
    }

    private static ConversationEvent asks(String text) {
        return said(new Author.Customer(), text, List.of());
    }

    private static ConversationEvent answers(String text, String... sources) {
        return said(new Author.Assistant(), text, List.of(sources));
    }

    private static ConversationEvent said(Author from, String text, List<String> sources) {
        return new Said(
                NOON, Optional.empty(), from, text, "sv", Optional.empty(), false, 0, sources);
    }

    private static List<Entry> log(ConversationEvent... events) {
        return IntStream.range(0, events.length)
                .mapToObj(i -> new Entry(i + 1, events[i]))
                .toList();
    }
}
