package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.Notes;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What an agent is told before taking a conversation.
class BriefingTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Briefing ENGLISH = Briefings.ENGLISH;
    private static final List<String> LANGUAGES = Languages.SHIPPED;
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
                        notes("Wants the parcel.", "angry", "Call the shop.")
                                .restingOn(List.of("parcel-missing")));
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
    void who_has_taken_it_reads_what_was_known_at_the_handoff_and_not_what_came_later() {
        List<Entry> log =
                log(asks("Var är LM-1?"), queued(Reason.DISPUTE, Optional.empty()), asks("Hallå?"));
        assertThat(ENGLISH.committed(KIM, log, List.of("en")))
                .isEqualTo("Asked: “Var är LM-1?”\nCustomer: Kim · SE · Swedish");
    }

    @Test
    void who_has_taken_it_reads_a_model_s_notes_in_lines_of_their_own_language() {
        var notes =
                notes("Vill ha paketet.", "angry", "Ring butiken.")
                        .restingOn(List.of("delivery", "order:LM-1"));
        List<Entry> log = log(asks("Var är LM-1?"), queued(Reason.LEGAL, Optional.of(notes)));
        assertThat(ENGLISH.committed(KIM, log, List.of("sv", "en")))
                .isEqualTo(
                        """
                        Vill ha paketet.
                        Prövat: delivery
                        Beställningar: LM-1
                        Kunden är arg.
                        Förslag: Ring butiken.
                        Kund: Kim · SE · svenska\
                        """);
    }

    @Test
    void what_a_model_said_after_the_handoff_takes_the_place_of_the_last_words() {
        var later = notes("Wants the parcel.", "calm", "");
        List<Entry> log =
                log(
                        asks("Jag vill ha en människa"),
                        queued(Reason.DIRECT_REQUEST, Optional.empty()),
                        new Briefed(NOON, "Wants the parcel.", later));
        assertThat(ENGLISH.committed(KIM, log, List.of("en")))
                .isEqualTo(
                        "Wants the parcel.\nThe customer is calm.\nCustomer: Kim · SE · Swedish");
        assertThat(ENGLISH.of(later)).isEqualTo("Wants the parcel.\nThe customer is calm.");
    }

    @Test
    void who_is_sent_it_by_a_colleague_reads_the_colleague_s_note() {
        var transferred =
                new Queued(
                        NOON,
                        Optional.empty(),
                        3,
                        Reason.TRANSFER,
                        "Only the fee is open.",
                        new Target.Anybody(),
                        NOON,
                        List.of());
        List<Entry> log = log(asks("Nej!"), queued(Reason.DISPUTE, Optional.empty()), transferred);
        assertThat(ENGLISH.committed(KIM, log, List.of("sv"))).isEqualTo("Only the fee is open.");
    }

    @Test
    void what_was_said_of_an_earlier_handoff_is_told_no_more() {
        List<Entry> log =
                log(
                        asks("Nej!"),
                        queued(Reason.DISPUTE, Optional.of(notes("Disputes a fee.", "angry", ""))),
                        new Returned(NOON, 2),
                        asks("Var är LM-1?"),
                        queued(Reason.DIRECT_REQUEST, Optional.empty()));
        assertThat(ENGLISH.committed(KIM, log, List.of("en")))
                .startsWith("Asked: “Nej! · Var är LM-1?”");
    }

    @Test
    void an_agent_of_no_known_language_reads_the_team_s() {
        List<Entry> log = log(asks("Nej!"), queued(Reason.DISPUTE, Optional.empty()));
        assertThat(ENGLISH.committed(KIM, log, List.of())).startsWith("Asked: ");
        assertThat(ENGLISH.committed(KIM, log, List.of("wa"))).startsWith("Asked: ");
        assertThat(ENGLISH.committed(KIM, log, List.of("wa", "sv"))).startsWith("Frågade: ");
        assertThat(ENGLISH.committed(KIM, log(asks("Nej!")), List.of("sv")))
                .startsWith("Frågade: ”Nej!”");
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_line_is_there_in_every_language(String language) {
        List<Entry> log =
                log(
                        asks("Var är LM-1?"),
                        answers("LM-1 är försenad. Senare?", "delivery", "order:LM-1"),
                        new Proposed(NOON, LATER),
                        queued(Reason.LEGAL, Optional.of(notes("", "worried", "Call the shop."))));
        String briefing = ENGLISH.committed(KIM, log, List.of(language));
        assertThat(briefing.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("Var är LM-1?"),
                        line -> assertThat(line).contains(LATER.quote()),
                        line -> assertThat(line).contains("delivery"),
                        line -> assertThat(line).contains("LM-1"),
                        line -> assertThat(line).isEqualTo(said(Text.BRIEFING_WORRIED, language)),
                        line -> assertThat(line).contains("Call the shop."),
                        line -> assertThat(line).contains("Kim · SE · "));
        assertThat(briefing).doesNotContain("{", "}");
        List<Text> own = List.of(Text.BRIEFING_CALM, Text.BRIEFING_WORRIED, Text.BRIEFING_ANGRY);
        for (Text text : own) {
            assertThat(said(text, language).equals(said(text, "en")))
                    .isEqualTo(language.equals("en"));
        }
    }

    private static String said(Text text, String language) {
        return Briefings.TEXTS.say(text, language).text();
    }

    private static Notes notes(String summary, String sentiment, String next) {
        return new Notes(summary, sentiment, "", next, "en", List.of());
    }

    private static Queued queued(Reason reason, Optional<Notes> notes) {
        return new Queued(
                NOON,
                Optional.empty(),
                1,
                reason,
                "As committed.",
                new Target.Anybody(),
                NOON,
                List.of(),
                notes);
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
