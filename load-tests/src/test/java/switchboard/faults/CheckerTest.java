package switchboard.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.faults.Checker.Verdict;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// A small history in which all is well, and what the checker says of it once something is not.
class CheckerTest {

    private static final String CONVERSATION = "c";

    private final History history = new History();
    private final List<LogEntry> log = new ArrayList<>();

    @BeforeEach
    void all_is_well() {
        history.add(new History.Opened(1, "cy", 1, "node-1"));
        sent("cy", Json.frame("hello"));
        came(
                "cy",
                Json.frame("welcome")
                        .put("conversation", CONVERSATION)
                        .put("seq", 0)
                        .put("holder", "assistant")
                        .put("resumed", false));
        history.add(new History.Opened(1, "ana", 1, "node-2"));
        came("ana", Json.frame("welcome").put("seat", "ana"));
        customerSays("m1");
        turn("t1", "started");
        answered("t1", 1);
        customerAsks();
        assigned("ana", 2);
        agentSays("a1");
    }

    @Test
    void nothing_is_found_where_all_is_well() {
        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void counts_clients_and_messages() {
        Figures figures = verdict().figures();
        assertThat(figures.clients()).isEqualTo(2);
        assertThat(figures.messages()).isEqualTo(3);
    }

    @Test
    void a_lost_message_is_found() {
        say("m2", 99);
        assertThat(verdict().breaks(Invariant.I1_ACCEPTED_ONCE)).isTrue();
        assertThat(verdict().figures().lost()).isEqualTo(1);
    }

    @Test
    void a_doubled_message_is_found() {
        append(said("Customer", "customer", "m1"));
        assertThat(verdict().breaks(Invariant.I1_ACCEPTED_ONCE)).isTrue();
        assertThat(verdict().figures().doubled()).isEqualTo(1);
    }

    @Test
    void reordered_messages_are_found() {
        long first = log.size() + 1;
        append(said("Customer", "customer", "m3"));
        append(said("Customer", "customer", "m2"));
        sent("cy", word("m2"));
        sent("cy", word("m3"));
        accepted("cy", "m2", first + 1);
        accepted("cy", "m3", first);
        assertThat(verdict().figures().reordered()).isEqualTo(1);
    }

    @Test
    void one_that_was_refused_on_the_way_may_come_later() {
        long first = log.size() + 1;
        append(said("Customer", "customer", "m3"));
        append(said("Customer", "customer", "m2"));
        sent("cy", word("m2"));
        sent("cy", word("m3"));
        came("cy", Json.frame("error").put("code", "unavailable").put("id", "m2"));
        accepted("cy", "m3", first);
        accepted("cy", "m2", first + 1);
        assertThat(verdict().figures().reordered()).isZero();
    }

    @Test
    void a_store_that_had_lost_history_is_found() {
        append(Json.frame("HistoryLost").put("epoch", 1_002));
        assertThat(verdict().breaks(Invariant.I1_ACCEPTED_ONCE)).isTrue();
    }

    @Test
    void a_gap_is_found() {
        append(said("Customer", "customer", "m2"));
        append(said("Gateway", "", ""));
        came("cy", frameOf(log.getLast()));
        assertThat(verdict().breaks(Invariant.I2_ONE_ORDER)).isTrue();
    }

    @Test
    void an_entry_that_a_customer_is_never_told_is_found() {
        append(said("Gateway", "", ""));
        assertThat(verdict().violations())
                .anyMatch(v -> v.invariant() == Invariant.I2_ONE_ORDER && v.what().contains("cy"));
    }

    @Test
    void an_entry_that_an_agent_is_never_told_is_found() {
        append(said("Gateway", "", ""));
        assertThat(verdict().violations())
                .anyMatch(v -> v.invariant() == Invariant.I2_ONE_ORDER && v.what().contains("ana"));
    }

    @Test
    void words_that_are_not_in_the_log_are_found() {
        came(
                "cy",
                Json.frame("said")
                        .put("seq", log.size())
                        .put("text", "other")
                        .set("from", Json.object().put("kind", "agent")));
        assertThat(verdict().breaks(Invariant.I2_ONE_ORDER)).isTrue();
    }

    @Test
    void an_agent_who_does_not_hold_it_is_found() {
        append(said("Agent", "seat:bo", "b1"));
        assertThat(verdict().breaks(Invariant.I3_ONE_HOLDER)).isTrue();
    }

    @Test
    void an_assistant_that_talks_over_a_person_is_found() {
        append(said("Assistant", "", ""));
        assertThat(verdict().breaks(Invariant.I3_ONE_HOLDER)).isTrue();
    }

    @Test
    void a_second_agent_in_one_epoch_is_found() {
        append(Json.frame("Assigned").put("epoch", 2).put("seat", "bo").put("reason", "DISPUTE"));
        assertThat(verdict().breaks(Invariant.I5_ONE_SEAT)).isTrue();
    }

    @Test
    void an_offer_that_lies_before_two_is_found() {
        came("ana", Json.frame("offer").put("offer", "o1").put("conversation", CONVERSATION));
        came("bo", Json.frame("offer").put("offer", "o1").put("conversation", CONVERSATION));
        assertThat(verdict().breaks(Invariant.I5_ONE_SEAT)).isTrue();
    }

    @Test
    void an_agent_told_to_have_what_the_log_gives_another_is_found() {
        came("bo", Json.frame("welcome").put("seat", "bo"));
        came("bo", Json.frame("assigned").put("conversation", CONVERSATION).put("epoch", 2));
        assertThat(verdict().breaks(Invariant.I5_ONE_SEAT)).isTrue();
    }

    @Test
    void an_answer_that_never_ends_is_found_in_the_log() {
        tell(Json.frame("Returned").put("epoch", 3));
        customerSays("m2");
        assertThat(verdict().breaks(Invariant.I9_TURNS_END)).isTrue();
    }

    @Test
    void an_answer_whose_end_is_never_told_is_found() {
        turn("t7", "started");
        assertThat(verdict().breaks(Invariant.I9_TURNS_END)).isTrue();
    }

    @Test
    void an_answer_that_failed_and_led_to_nobody_is_found() {
        tell(Json.frame("Returned").put("epoch", 3));
        customerSays("m2");
        append(Json.frame("TurnInterrupted").put("turn", "t" + (log.size())));
        assertThat(verdict().breaks(Invariant.I9_TURNS_END)).isTrue();
        sent("cy", Json.frame("stop"));
        assertThat(verdict().breaks(Invariant.I9_TURNS_END)).isFalse();
    }

    @Test
    void a_socket_that_ends_at_a_handoff_is_found() {
        history.add(new History.Ended(9, "cy", 1, 1000, "", false));
        assertThat(verdict().breaks(Invariant.I4_SAME_SOCKET)).isTrue();
    }

    @Test
    void a_socket_of_a_node_that_was_killed_may_end() {
        history.add(new History.FaultBegan(8, "killed", "node-1"));
        history.add(new History.Ended(9, "cy", 1, 0, "reset", false));
        assertThat(verdict().breaks(Invariant.I4_SAME_SOCKET)).isFalse();
    }

    @Test
    void a_message_without_an_answer_is_found() {
        sent("cy", word("m9"));
        assertThat(verdict().breaks(Invariant.AT_REST)).isTrue();
    }

    @Test
    void a_customer_left_in_the_queue_is_found() {
        tell(Json.frame("Queued").put("epoch", 3));
        assertThat(verdict().breaks(Invariant.AT_REST)).isTrue();
    }

    @Test
    void the_time_to_recover_is_from_the_faults_end_to_the_next_accepted() {
        history.add(new History.FaultBegan(0, "killed", "node-1"));
        history.add(new History.FaultEnded(1_000_000, "killed", "node-1"));
        append(said("Customer", "customer", "m2"));
        sent("cy", word("m2"));
        history.add(
                new History.Came(
                        31_000_000,
                        "cy",
                        1,
                        Json.frame("accepted").put("id", "m2").put("seq", log.size())));
        assertThat(verdict().figures().recoveryMs()).containsExactly(30L);
    }

    private Verdict verdict() {
        return Checker.check(history.events(), Map.of(CONVERSATION, log));
    }

    private void customerSays(String id) {
        tell(said("Customer", "customer", id));
        say(id, log.size());
    }

    private void say(String id, long seq) {
        sent("cy", word(id));
        accepted("cy", id, seq);
    }

    private void accepted(String client, String id, long seq) {
        came(client, Json.frame("accepted").put("id", id).put("seq", seq));
    }

    private void turn(String turn, String state) {
        came("cy", Json.frame("turn").put("turn", turn).put("state", state));
    }

    private void answered(String turn, long covers) {
        tell(said("Assistant", "", "").put("turn", turn).put("covers", covers));
        turn(turn, "completed");
    }

    private void customerAsks() {
        sent("cy", Json.frame("human").put("id", "h1"));
        tell(Json.frame("Queued").put("epoch", 1));
        accepted("cy", "h1", log.size());
    }

    private void assigned(String seat, long epoch) {
        ObjectNode assigned =
                Json.frame("assigned").put("conversation", CONVERSATION).put("epoch", epoch);
        var entries = assigned.putArray("entries");
        log.stream().filter(e -> e.is("Said")).forEach(e -> entries.add(frameOf(e)));
        tell(Json.frame("Assigned").put("epoch", epoch).put("seat", seat));
        came(seat, assigned);
    }

    private void agentSays(String id) {
        tell(said("Agent", "seat:ana", id));
        sent("ana", word(id).put("conversation", CONVERSATION));
        accepted("ana", id, log.size());
    }

    private void append(ObjectNode event) {
        log.add(new LogEntry(log.size() + 1, event));
    }

    /// Appends, and tells all who listen.
    private void tell(ObjectNode event) {
        append(event);
        LogEntry entry = log.getLast();
        came("cy", frameOf(entry));
        if (entry.is("Said")) {
            came("ana", frameOf(entry));
        }
    }

    private static ObjectNode frameOf(LogEntry entry) {
        ObjectNode frame =
                entry.is("Said")
                        ? Json.frame("said").put("text", entry.text())
                        : Json.frame("holder")
                                .put("holder", entry.holder())
                                .put("epoch", entry.epoch());
        if (entry.is("Said")) {
            frame.putObject("from").put("kind", entry.kind());
        }
        return frame.put("seq", entry.seq()).put("conversation", CONVERSATION);
    }

    private static ObjectNode said(String author, String sender, String id) {
        ObjectNode said = Json.frame("Said").put("text", "word " + id);
        said.putObject("from").put("type", author).put("seat", sender.replace("seat:", ""));
        if (!id.isEmpty()) {
            said.putObject("message").put("sender", sender).put("id", id);
        }
        return said;
    }

    private static ObjectNode word(String id) {
        return Json.frame("say").put("id", id).put("text", "word " + id);
    }

    private void sent(String client, ObjectNode frame) {
        history.add(new History.Sent(2, client, 1, frame));
    }

    private void came(String client, ObjectNode frame) {
        history.add(new History.Came(2, client, 1, frame));
    }
}
