package switchboard.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.faults.Evidence.Span;
import switchboard.faults.History.Came;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// I5 as the agents saw it: an offer lies before one of them, and a conversation is assigned, in
/// one epoch, to one; the one that the log names.
final class OneSeat {

    private OneSeat() {}

    static List<Violation> check(Evidence evidence) {
        var violations = new ArrayList<Violation>();
        Map<String, String> offers = new HashMap<>();
        for (History.Event event : evidence.events) {
            if (event instanceof Came c && Json.type(c.frame()).equals("offer")) {
                String offer = Json.text(c.frame(), "offer");
                String other = offers.putIfAbsent(offer, c.client());
                if (other != null && !other.equals(c.client())) {
                    violations.add(
                            new Violation(
                                    Invariant.I5_ONE_SEAT,
                                    Json.text(c.frame(), "conversation"),
                                    "offer "
                                            + offer
                                            + " lay before "
                                            + other
                                            + " and "
                                            + c.client()));
                }
            }
        }
        for (Span span : evidence.spans) {
            boolean assigned =
                    evidence.log(span.conversation()).stream()
                            .anyMatch(e ->
                                    e.is("Assigned")
                                            && e.epoch() == span.epoch()
                                            && Json.text(e.event(), "seat").equals(span.agent()));
            if (!assigned) {
                violations.add(
                        new Violation(
                                Invariant.I5_ONE_SEAT,
                                span.conversation(),
                                span.agent() + " was told to have it in epoch " + span.epoch()));
            }
        }
        return violations;
    }
}
