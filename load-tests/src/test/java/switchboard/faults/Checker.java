package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.faults.Evidence.Message;
import switchboard.faults.Evidence.Segment;
import switchboard.faults.History.Event;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// Judges a run by what its clients sent, were promised and saw, and by the logs that Redis has. It
/// asks nobody and changes nothing.
final class Checker {

    private Checker() {}

    /// @param violations none where all is well
    record Verdict(List<Violation> violations, Figures figures) {
        boolean breaks(Invariant invariant) {
            return violations.stream().anyMatch(v -> v.invariant() == invariant);
        }
    }

    static Verdict check(List<Event> events, Map<String, List<LogEntry>> logs) {
        var evidence = new Evidence(events, logs);
        var violations = new ArrayList<Violation>();
        var accepted = new AcceptedOnce(evidence);
        violations.addAll(accepted.violations());
        violations.addAll(OneOrder.check(evidence));
        evidence.logs.forEach((conversation, log) ->
                violations.addAll(
                        LogRules.check(
                                conversation, log, evidence.stops.getOrDefault(conversation, 0))));
        violations.addAll(Sockets.check(evidence));
        violations.addAll(OneSeat.check(evidence));
        evidence.segments.stream().filter(Segment::last).forEach(s -> turnsEnd(s, violations));
        evidence.messages.values().forEach(m -> answered(m, violations));
        return new Verdict(List.copyOf(violations), Figures.of(evidence, accepted));
    }

    private static void turnsEnd(Segment segment, List<Violation> violations) {
        Set<String> open = new HashSet<>();
        for (JsonNode frame : segment.frames()) {
            if (Json.type(frame).equals("turn")) {
                if (Json.text(frame, "state").endsWith("started")) {
                    open.add(Json.text(frame, "turn"));
                } else {
                    open.remove(Json.text(frame, "turn"));
                }
            }
        }
        if (!open.isEmpty()) {
            violations.add(
                    new Violation(
                            Invariant.I9_TURNS_END,
                            segment.conversation(),
                            segment.client() + " never heard the end of " + open));
        }
    }

    private static void answered(Message message, List<Violation> violations) {
        if (message.accepted.isEmpty() && !message.dropped) {
            violations.add(
                    new Violation(
                            Invariant.AT_REST,
                            message.conversation,
                            message.id() + " of " + message.client + " was never answered"));
        }
    }
}
