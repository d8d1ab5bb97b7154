package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Brings waiting work and free room together. Runs after every command, so that there is no edge
/// at which it could be forgotten.
///
/// One pass is enough: an offer only takes room away, and on which step of its [Ladder] an item
/// stands does not depend on room.
final class Matching {
    private Matching() {}

    static void run(Draft draft) {
        List<WorkItem> waiting =
                draft.items().stream()
                        .filter(item -> item.stage() instanceof Stage.Waiting)
                        .sorted(Ranking.ITEMS)
                        .toList();
        NavigableSet<Ranking.Candidate> candidates = candidates(draft);
        for (WorkItem item : waiting) {
            WorkItem aimed = aim(draft, item);
            if (!candidates.isEmpty()) {
                best(draft, aimed, candidates)
                        .ifPresent(candidate -> offer(draft, aimed, candidate, candidates));
            }
        }
    }

    private static NavigableSet<Ranking.Candidate> candidates(Draft draft) {
        NavigableSet<Ranking.Candidate> candidates = new TreeSet<>(Ranking.CANDIDATES);
        draft.seats().stream()
                .filter(Seat::open)
                .map(seat -> new Ranking.Candidate(seat, draft.load(seat.id())))
                .filter(Ranking.Candidate::hasRoom)
                .forEach(candidates::add);
        return candidates;
    }

    /// Gives up a target that is out of reach, and tells so.
    private static WorkItem aim(Draft draft, WorkItem item) {
        if (!item.aimed()
                || Ladder.targetReachable(item, draft.seats(), draft.policy(), draft.now())) {
            return item;
        }
        WorkItem missing = item.missingTarget();
        draft.put(missing);
        draft.emit(targetUnavailable(missing));
        return missing;
    }

    static PoolEffect.TargetUnavailable targetUnavailable(WorkItem item) {
        return new PoolEffect.TargetUnavailable(
                item.conversation(), item.epoch(), item.need().target());
    }

    private static Optional<Ranking.Candidate> best(
            Draft draft, WorkItem item, NavigableSet<Ranking.Candidate> candidates) {
        return Ladder.standing(item, draft.seats())
                .flatMap(rung ->
                        candidates.stream()
                                .filter(one -> rung.admits(item, one.seat()))
                                .findFirst());
    }

    private static void offer(
            Draft draft,
            WorkItem item,
            Ranking.Candidate candidate,
            NavigableSet<Ranking.Candidate> candidates) {
        Instant expiresAt = draft.now().plus(draft.policy().offer());
        Offer offer = new Offer(draft.nextOfferId(), candidate.seat().id(), expiresAt);
        draft.put(item.with(new Stage.Offered(offer)));
        draft.emit(OfferRules.offer(item, offer));
        candidates.remove(candidate);
        Ranking.Candidate busier = candidate.withOneMore();
        if (busier.hasRoom()) {
            candidates.add(busier);
        }
    }
}
