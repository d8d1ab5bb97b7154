package switchboard.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import switchboard.faults.History.Came;
import switchboard.faults.History.Event;
import switchboard.faults.History.FaultBegan;
import switchboard.faults.History.FaultEnded;
import switchboard.load.Json;

/// What a run comes to.
///
/// @param messages that were accepted
/// @param recoveryMs of each client and fault, from the fault's end to the next `accepted`, or the
///   next `welcome` of a client that never says anything; ordered
record Figures(
        int clients,
        int messages,
        int faults,
        int lost,
        int doubled,
        int reordered,
        List<Long> recoveryMs) {

    static Figures of(Evidence evidence, AcceptedOnce accepted) {
        int messages =
                (int)
                        evidence.messages.values().stream()
                                .filter(m -> !m.accepted.isEmpty())
                                .count();
        int faults = (int) evidence.events.stream().filter(FaultBegan.class::isInstance).count();
        return new Figures(
                evidence.customers.size() + evidence.agents.size(),
                messages,
                faults,
                accepted.lost(),
                accepted.doubled(),
                accepted.reordered(),
                recovery(evidence.events).sorted().boxed().toList());
    }

    private static LongStream recovery(List<Event> events) {
        Set<String> speakers =
                events.stream()
                        .filter(e -> e instanceof Came c && is(c, "accepted"))
                        .map(e -> ((Came) e).client())
                        .collect(Collectors.toSet());
        LongStream.Builder times = LongStream.builder();
        Set<String> recovered = new HashSet<>();
        long over = -1;
        for (Event event : events) {
            if (event instanceof FaultEnded end) {
                recovered.clear();
                over = end.at();
            } else if (over >= 0
                    && event instanceof Came c
                    && is(c, speakers.contains(c.client()) ? "accepted" : "welcome")
                    && recovered.add(c.client())) {
                times.add((c.at() - over) / 1_000_000);
            }
        }
        return times.build();
    }

    private static boolean is(Came came, String type) {
        return Json.type(came.frame()).equals(type);
    }

    long recoveryMedianMs() {
        return recoveryMs.isEmpty() ? 0 : recoveryMs.get(recoveryMs.size() / 2);
    }

    long recoveryMaxMs() {
        return recoveryMs.isEmpty() ? 0 : recoveryMs.getLast();
    }

    @Override
    public String toString() {
        return ("clients %d, messages %d, faults %d, lost %d, doubled %d, reordered %d,"
                        + " recovered in %d ms (median) to %d ms")
                .formatted(
                        clients,
                        messages,
                        faults,
                        lost,
                        doubled,
                        reordered,
                        recoveryMedianMs(),
                        recoveryMaxMs());
    }
}
