package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import switchboard.faults.Evidence.Segment;
import switchboard.faults.Evidence.Span;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// I2: everybody is told what is in the log, in its order and without a gap. And at rest everybody
/// has been told all of it.
final class OneOrder {

    private final Evidence evidence;
    private final List<Violation> violations = new ArrayList<>();

    private OneOrder(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Violation> check(Evidence evidence) {
        var check = new OneOrder(evidence);
        evidence.logs.forEach(check::numbered);
        evidence.segments.forEach(check::customer);
        evidence.spans.forEach(check::agent);
        return check.violations;
    }

    private void numbered(String conversation, List<LogEntry> log) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).seq() != i + 1) {
                found(conversation, "the log has " + log.get(i).seq() + " in place of " + (i + 1));
                return;
            }
        }
    }

    private void customer(Segment segment) {
        List<JsonNode> seen =
                segment.frames().stream()
                        .filter(f -> Set.of("said", "holder").contains(Json.type(f)))
                        .toList();
        String who = segment.client() + "/" + segment.connection();
        compare(who, segment.conversation(), seen);
        long from =
                segment.after() < 0
                        ? 0
                        : segment.resumed()
                                ? segment.after()
                                : seen.stream().findFirst().map(f -> seq(f) - 1).orElse(0L);
        gaps(
                who,
                segment.conversation(),
                seen,
                e -> e.isForCustomers() && e.seq() > from,
                segment.last());
    }

    private void agent(Span span) {
        compare(span.agent(), span.conversation(), span.entries());
        gaps(
                span.agent(),
                span.conversation(),
                span.entries(),
                e -> e.is("Said") || e.is("Noted") || e.is("Briefed"),
                span.last());
    }

    private void compare(String who, String conversation, List<JsonNode> seen) {
        List<LogEntry> log = evidence.log(conversation);
        long before = 0;
        for (JsonNode frame : seen) {
            long seq = seq(frame);
            if (seq <= before) {
                found(conversation, who + " was told " + seq + " after " + before);
            }
            before = Math.max(before, seq);
            if (log.stream().noneMatch(e -> e.seq() == seq && same(e, frame))) {
                found(conversation, who + " was told what is not in the log: " + frame);
            }
        }
    }

    private static boolean same(LogEntry entry, JsonNode frame) {
        return switch (Json.type(frame)) {
            case "holder" ->
                    entry.holder().equals(Json.text(frame, "holder"))
                            && entry.epoch() == frame.path("epoch").asLong();
            case "said" ->
                    entry.is("Said")
                            && entry.kind().equals(Json.text(frame.path("from"), "kind"))
                            && entry.text().equals(Json.text(frame, "text"));
            case "note" ->
                    (entry.is("Noted") || entry.is("Briefed") || entry.is("Whispered"))
                            && entry.text().equals(Json.text(frame, "text"));
            default -> false;
        };
    }

    private void gaps(
            String who,
            String conversation,
            List<JsonNode> seen,
            Predicate<LogEntry> expected,
            boolean toTheEnd) {
        Set<Long> seqs =
                seen.stream().map(OneOrder::seq).collect(Collectors.toCollection(HashSet::new));
        long last = seqs.stream().mapToLong(s -> s).max().orElse(0);
        for (LogEntry entry : evidence.log(conversation)) {
            if (expected.test(entry) && !seqs.contains(entry.seq())) {
                if (entry.seq() < last) {
                    found(conversation, who + " was not told " + entry.seq() + " but " + last);
                } else if (toTheEnd) {
                    found(conversation, who + " was never told " + entry.seq());
                }
            }
        }
    }

    private static long seq(JsonNode frame) {
        return frame.path("seq").asLong();
    }

    private void found(String conversation, String what) {
        violations.add(new Violation(Invariant.I2_ONE_ORDER, conversation, what));
    }
}
