package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.faults.History.Came;
import switchboard.faults.History.Ended;
import switchboard.faults.History.FaultBegan;
import switchboard.faults.History.FaultEnded;
import switchboard.faults.History.Opened;
import switchboard.faults.History.Sent;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// I4: a customer's socket ends by the client, by a goodbye, by a close code that says why, or by a
/// fault that was meant to end it; by nothing else, and so by no handoff.
final class Sockets {

    /// 4401 token, 4408 silent, 4413 too slow: the client knows what it did.
    private static final Set<Integer> CLIENTS_FAULT = Set.of(4401, 4408, 4413);

    private Sockets() {}

    static List<Violation> check(Evidence evidence) {
        var violations = new ArrayList<Violation>();
        Map<String, String> nodes = new HashMap<>();
        Map<String, JsonNode> lasts = new HashMap<>();
        Set<String> disturbed = new HashSet<>();
        Set<String> leaving = new HashSet<>();
        for (History.Event event : evidence.events) {
            switch (event) {
                case Opened o -> nodes.put(key(o), o.node());
                case FaultBegan f -> disturbed.add(f.node());
                case FaultEnded _, Sent _ -> {}
                case Came c -> {
                    lasts.put(key(c), c.frame());
                    if (Json.type(c.frame()).equals("goodbye")) {
                        leaving.add(key(c));
                    }
                }
                case Ended e -> {
                    boolean explained =
                            e.own()
                                    || leaving.contains(key(e))
                                    || CLIENTS_FAULT.contains(e.code())
                                    || disturbed.contains(nodes.get(key(e)));
                    if (evidence.customers.contains(e.client()) && !explained) {
                        violations.add(
                                new Violation(
                                        Invariant.I4_SAME_SOCKET,
                                        e.client(),
                                        "its socket ended ("
                                                + e.code()
                                                + " "
                                                + e.why()
                                                + ") after "
                                                + lasts.get(key(e))));
                    }
                }
            }
        }
        return violations;
    }

    private static String key(History.OfClient event) {
        return event.client() + "/" + event.connection();
    }
}
