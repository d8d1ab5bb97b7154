package switchboard.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// What one conversation's log must be by itself: I3, that only the holder speaks; of I5, that each
/// epoch has one holder; of I9, that every answer that is due has ended, and that one that failed
/// was followed by a person.
final class LogRules {

    private final String conversation;
    private final List<LogEntry> log;
    private final List<Violation> violations = new ArrayList<>();
    private String holder = "assistant";
    private String seat = "";
    private long epoch;
    private long customerSeq;
    private String turn = "";
    private int interrupted;

    private LogRules(String conversation, List<LogEntry> log) {
        this.conversation = conversation;
        this.log = log;
    }

    /// @param stops how often the customer asked for an answer to end
    static List<Violation> check(String conversation, List<LogEntry> log, int stops) {
        var rules = new LogRules(conversation, log);
        for (int i = 0; i < log.size(); i++) {
            rules.entry(i, log.get(i));
        }
        if (!rules.turn.isEmpty()) {
            rules.found(Invariant.I9_TURNS_END, "answer " + rules.turn + " never ended");
        }
        if (rules.interrupted > stops) {
            rules.found(
                    Invariant.I9_TURNS_END,
                    rules.interrupted + " answers ended early and led to nobody");
        }
        if (rules.holder.equals("queue")) {
            rules.found(Invariant.AT_REST, "the customer still waits for a person");
        }
        return rules.violations;
    }

    private void entry(int at, LogEntry entry) {
        if (!entry.holder().isEmpty()) {
            change(entry);
            return;
        }
        switch (entry.type()) {
            case "Said" -> said(at, entry);
            case "Noted" -> byHolder(entry);
            case "Briefed" -> {
                if (!holder.equals("queue") && !holder.equals("agent")) {
                    found(
                            Invariant.I3_ONE_HOLDER,
                            entry.seq() + " briefs an agent while " + holder + " held");
                }
            }
            case "TurnInterrupted" -> {
                ended(Json.text(entry.event(), "turn"), entry);
                early(at);
            }
            case "HistoryLost" ->
                    found(
                            Invariant.I1_ACCEPTED_ONCE,
                            "the store had lost history when " + entry.seq() + " was written");
            default -> {
                // Whispers, ratings and dispositions bind nobody.
            }
        }
    }

    private void change(LogEntry entry) {
        boolean takeover = Json.text(entry.event(), "reason").equals("TAKEOVER");
        if (entry.is("Assigned")
                && (entry.epoch() <= epoch || holder.equals("agent") && !takeover)) {
            String other = Json.text(entry.event(), "seat");
            found(
                    Invariant.I5_ONE_SEAT,
                    "%s got it as %d in epoch %d while %s%s had it in epoch %d"
                            .formatted(
                                    other, entry.seq(), entry.epoch(), holder, " " + seat, epoch));
        } else if (entry.epoch() != epoch + 1) {
            found(
                    Invariant.I3_ONE_HOLDER,
                    "epoch " + entry.epoch() + " at " + entry.seq() + " follows " + epoch);
        }
        epoch = Math.max(epoch, entry.epoch());
        holder = entry.holder();
        seat = Json.text(entry.event(), "seat");
        turn = "";
    }

    private void said(int at, LogEntry entry) {
        switch (entry.kind()) {
            case "customer" -> {
                customerSeq = entry.seq();
                if (holder.equals("assistant") && turn.isEmpty()) {
                    turn = "t" + customerSeq;
                }
            }
            case "assistant" -> {
                if (!holder.equals("assistant")) {
                    found(
                            Invariant.I3_ONE_HOLDER,
                            "the assistant said " + entry.seq() + " while " + holder + " held");
                }
                ended(Json.text(entry.event(), "turn"), entry);
                boolean partial = entry.event().path("interrupted").asBoolean();
                if (partial) {
                    early(at);
                } else if (customerSeq > entry.event().path("covers").asLong()) {
                    turn = "t" + customerSeq;
                }
            }
            case "agent" -> byHolder(entry);
            case "system" -> {}
            default -> found(Invariant.I3_ONE_HOLDER, "nobody said " + entry.seq());
        }
    }

    private void byHolder(LogEntry entry) {
        String by = entry.event().path("from").path("seat").asText();
        if (!holder.equals("agent") || !by.equals(seat)) {
            found(
                    Invariant.I3_ONE_HOLDER,
                    by + " wrote " + entry.seq() + " while " + holder + " " + seat + " held");
        }
    }

    private void ended(String ended, LogEntry entry) {
        if (!ended.equals(turn)) {
            found(
                    Invariant.I9_TURNS_END,
                    entry.seq() + " ends answer " + ended + " where " + turn + " was due");
        }
        turn = "";
    }

    /// An answer that ends early is ended by a handoff or by the end, or the customer asked for it.
    private void early(int at) {
        int next = at + 1;
        if (next < log.size()
                && log.get(next).is("Said")
                && log.get(next).kind().equals("customer")) {
            next++;
        }
        boolean led =
                next < log.size() && Set.of("Queued", "Closed").contains(log.get(next).type());
        interrupted += led ? 0 : 1;
    }

    private void found(Invariant invariant, String what) {
        violations.add(new Violation(invariant, conversation, what));
    }
}
