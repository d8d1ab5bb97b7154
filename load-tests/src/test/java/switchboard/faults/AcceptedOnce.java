package switchboard.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.faults.Evidence.Message;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// I1: what was accepted is in the log exactly once, in its sender's order.
final class AcceptedOnce {

    private final Evidence evidence;
    private final List<Violation> violations = new ArrayList<>();
    private int lost;
    private int doubled;
    private int reordered;

    AcceptedOnce(Evidence evidence) {
        this.evidence = evidence;
        evidence.messages.values().stream().filter(m -> m.is("say")).forEach(this::once);
        evidence.logs.forEach(this::noneTwice);
        Map<String, List<Message>> bySender = new HashMap<>();
        for (Message m : evidence.messages.values()) {
            if (m.is("say") && m.accepted.size() == 1) {
                bySender.computeIfAbsent(m.client + " " + m.conversation, _ -> new ArrayList<>())
                        .add(m);
            }
        }
        bySender.values().forEach(this::inOrder);
    }

    private void once(Message message) {
        if (message.accepted.isEmpty()) {
            return;
        }
        if (message.accepted.size() > 1) {
            doubled++;
            found(message, "was accepted as each of " + message.accepted);
        }
        long seq = message.accepted.iterator().next();
        boolean stored =
                evidence.log(message.conversation).stream()
                        .anyMatch(e ->
                                e.seq() == seq
                                        && e.is("Said")
                                        && e.messageId().equals(message.id())
                                        && e.text().equals(Json.text(message.frame, "text")));
        if (!stored) {
            lost++;
            found(message, "was accepted as " + seq + " and is not there");
        }
    }

    private void noneTwice(String conversation, List<LogEntry> log) {
        Map<String, Long> known = new HashMap<>();
        for (LogEntry entry : log) {
            if (entry.is("Said") && !entry.messageId().isEmpty()) {
                String sender = entry.event().path("message").path("sender").asText();
                Long before = known.put(sender + " " + entry.messageId(), entry.seq());
                if (before != null) {
                    doubled++;
                    violations.add(
                            new Violation(
                                    Invariant.I1_ACCEPTED_ONCE,
                                    conversation,
                                    entry.messageId()
                                            + " is there twice: "
                                            + before
                                            + " and "
                                            + entry.seq()));
                }
            }
        }
    }

    /// Of two messages the first comes first, unless the first was refused on the way and the
    /// second had been sent before that was known.
    private void inOrder(List<Message> sent) {
        for (int i = 0; i < sent.size(); i++) {
            Message later = sent.get(i);
            for (int j = 0; j < i; j++) {
                Message earlier = sent.get(j);
                boolean bound = !earlier.refused || earlier.firstAccepted < later.firstSent;
                if (bound && seq(earlier) >= seq(later)) {
                    reordered++;
                    found(later, "overtook " + earlier.id());
                    break;
                }
            }
        }
    }

    private static long seq(Message message) {
        return message.accepted.iterator().next();
    }

    private void found(Message message, String what) {
        violations.add(
                new Violation(
                        Invariant.I1_ACCEPTED_ONCE,
                        message.conversation,
                        message.id() + " " + what));
    }

    List<Violation> violations() {
        return violations;
    }

    int lost() {
        return lost;
    }

    int doubled() {
        return doubled;
    }

    int reordered() {
        return reordered;
    }
}
