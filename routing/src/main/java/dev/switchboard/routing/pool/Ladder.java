package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Who may take a work item: steps from whom it is meant for down to anybody who could.
///
/// An item stands on the first step that a seat of the pool could fill, be it busy or away; a step
/// nobody could fill is skipped at once. Thus a language that nobody in the pool speaks keeps
/// nobody from helping, while one that a busy or resting colleague speaks is waited for. Required
/// skills and the market are asked for on every step.
final class Ladder {
    private Ladder() {}

    /// The step on which the item stands, or none where nobody in the pool could take it: it then
    /// waits for a seat to come up.
    static Optional<Rung> standing(WorkItem item, Collection<Seat> seats) {
        List<Rung> rungs = new ArrayList<>();
        if (item.aimed()) {
            rungs.addAll(target(item));
        }
        rungs.addAll(open(item));
        return rungs.stream().filter(rung -> fillable(rung, item, seats)).findFirst();
    }

    /// Whether whom the item is meant for could still take it.
    ///
    /// One agent is waited for only while offers to that agent make sense, and for no longer than
    /// an offer lasts: who sent the customer there knows of no other way to help.
    static boolean targetReachable(
            WorkItem item, Collection<Seat> seats, PoolPolicy policy, Instant now) {
        boolean inTime = aimedUntil(item, policy).map(now::isBefore).orElse(true);
        return inTime && target(item).stream().anyMatch(rung -> fillable(rung, item, seats));
    }

    /// Until when the item waits for the agent it is meant for.
    static Optional<Instant> aimedUntil(WorkItem item, PoolPolicy policy) {
        return item.need().target() instanceof Target.Agent
                ? Optional.of(item.arrivedAt().plus(policy.offer()))
                : Optional.empty();
    }

    private static List<Rung> target(WorkItem item) {
        Need need = item.need();
        Rung usual = Rung.of(need.requiredSkills(), need.language());
        return switch (need.target()) {
            case Target.Any _ -> List.of();
            // Whoever names an agent has thought of the language.
            case Target.Agent(String seat) -> List.of(usual.onlyFor(seat));
            case Target.Language(String language) ->
                    List.of(Rung.of(need.requiredSkills(), language));
            case Target.Skill(String skill) -> {
                List<String> skills = new ArrayList<>(need.requiredSkills());
                skills.add(skill);
                Rung skilled = Rung.of(skills, need.language());
                yield List.of(skilled, skilled.inAnyLanguage());
            }
        };
    }

    private static List<Rung> open(WorkItem item) {
        Rung usual = Rung.of(item.need().requiredSkills(), item.need().language());
        Rung anyLanguage = usual.inAnyLanguage();
        return List.of(usual, anyLanguage, usual.asLastResort(), anyLanguage.asLastResort());
    }

    private static boolean fillable(Rung rung, WorkItem item, Collection<Seat> seats) {
        return seats.stream()
                .filter(seat -> rung.seat().isEmpty() || seat.open())
                .anyMatch(seat -> rung.admits(item, seat));
    }
}
