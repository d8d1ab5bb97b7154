package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Brings waiting work and free room together. Runs at the end of every step, so that there is no
/// edge at which it could be forgotten.
///
/// Before a step, nobody who waits could have had any room that was free. So only room that has
/// come free since, and lines in which something is new, are looked at. The item that comes first
/// of all that could have something is served first, and gets the best of the seats it may have.
final class Matching {

    /// Something to look at, and the item that it speaks for at the moment.
    private record Look(Waiting waiting, @Nullable String line, @Nullable String seat) {}

    private final Draft draft;
    private final Precedence precedence;
    private final PriorityQueue<Look> looks;

    /// Items for which no seat was found after all. Room only shrinks in the meantime, so that they
    /// need not be looked at again; nor would it end, were an index ever wrong.
    private final Set<String> refused = new TreeSet<>();

    private Matching(Draft draft) {
        this.draft = draft;
        this.precedence = Precedence.at(draft.now());
        this.looks = new PriorityQueue<>(Comparator.comparing(Look::waiting, precedence));
    }

    static void run(Draft draft) {
        new Matching(draft).match();
    }

    private void match() {
        draft.room().takeStirred().forEach(this::lookAtLine);
        draft.takeFreed().forEach(this::lookAtSeat);
        for (Look look = looks.poll(); look != null; look = looks.poll()) {
            serve(look);
            // Whatever became of it, it may speak for another item now.
            if (look.line() != null) {
                lookAtLine(look.line());
            } else if (look.seat() != null) {
                lookAtSeat(look.seat());
            }
        }
        // An offer takes room away and lets lines move up, which was looked at already.
        draft.room().takeStirred();
        draft.takeFreed();
    }

    private void lookAtLine(String line) {
        Waiting first = draft.room().first(line, draft);
        if (first != null && draft.bench().best(first).isPresent()) {
            looks.add(new Look(first, line, null));
        }
    }

    private void lookAtSeat(String seat) {
        draft.desk(seat)
                .filter(Desk::free)
                .map(desk -> draft.room().bestFor(desk, precedence, draft))
                .filter(best -> !refused.contains(best.item().conversation()))
                .ifPresent(best -> looks.add(new Look(best, null, seat)));
    }

    private void serve(Look look) {
        String conversation = look.waiting().item().conversation();
        Optional<WorkItem> item = draft.item(conversation);
        if (item.isPresent() && item.get().stage() instanceof Stage.Waiting) {
            draft.bench().best(look.waiting()).ifPresent(desk -> offer(look.waiting(), desk));
        }
    }

    private void offer(Waiting waiting, Desk desk) {
        Instant expiresAt = draft.now().plus(draft.policy().times().offer());
        Offer offer = new Offer(draft.nextOfferId(), desk.seat().id(), expiresAt);
        draft.put(waiting.item().with(new Stage.Offered(offer)));
        draft.emit(OfferRules.offer(waiting.item(), offer, desk.seat()));
    }
}
