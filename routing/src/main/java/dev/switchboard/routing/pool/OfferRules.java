package dev.switchboard.routing.pool;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What becomes of offers: accepted, declined, expired, withdrawn.
final class OfferRules {
    private OfferRules() {}

    /// The effect that puts an offer before its seat.
    static PoolEffect.Offer offer(WorkItem item, Offer offer) {
        return new PoolEffect.Offer(
                offer.seat(),
                offer.id(),
                item.conversation(),
                item.epoch(),
                item.subject().reason(),
                item.need().language(),
                item.subject().summary(),
                item.enqueuedAt(),
                offer.expiresAt());
    }

    static void accept(Draft draft, PoolCommand.Accept command) {
        Optional<WorkItem> item =
                draft.itemsOf(command.seat()).stream()
                        .filter(held -> isOffer(held.stage(), command.offer()))
                        .findFirst();
        if (item.isEmpty()) {
            draft.emit(new PoolEffect.AcceptRefused(command.seat(), command.offer()));
            return;
        }
        switch (item.get().stage()) {
            case Stage.Offered _ -> take(draft, item.get(), command);
            case Stage.Accepted accepted -> draft.emit(assign(item.get(), accepted));
            case Stage.Assigned _, Stage.Waiting _, Stage.Requeueing _ -> {}
        }
    }

    private static void take(Draft draft, WorkItem item, PoolCommand.Accept command) {
        Seat seat = draft.seat(command.seat()).orElseThrow();
        Stage.Accepted accepted =
                new Stage.Accepted(seat.id(), seat.profile().name(), command.offer());
        draft.put(item.with(accepted));
        draft.emit(assign(item, accepted));
    }

    private static boolean isOffer(Stage stage, String offer) {
        return switch (stage) {
            case Stage.Offered offered -> offered.offer().id().equals(offer);
            case Stage.Accepted accepted -> accepted.offer().equals(offer);
            case Stage.Assigned assigned -> assigned.offer().equals(offer);
            case Stage.Waiting _, Stage.Requeueing _ -> false;
        };
    }

    static PoolEffect.Assign assign(WorkItem item, Stage.Accepted accepted) {
        return new PoolEffect.Assign(
                item.conversation(),
                item.epoch(),
                accepted.seat(),
                accepted.name(),
                accepted.offer());
    }

    static void decline(Draft draft, PoolCommand.Decline command) {
        for (WorkItem item : draft.items()) {
            if (declinable(item.stage()).filter(offer -> isMeant(offer, command)).isPresent()) {
                draft.put(
                        item.with(new Stage.Waiting(Optional.empty()))
                                .excluding(command.seat(), Exclusion.STANDS));
            }
        }
    }

    /// The offer that an agent may still say no to, be it too late to say yes.
    private static Optional<Offer> declinable(Stage stage) {
        return switch (stage) {
            case Stage.Offered(Offer offer) -> Optional.of(offer);
            case Stage.Waiting(Optional<Offer> missed) -> missed;
            case Stage.Accepted _, Stage.Assigned _, Stage.Requeueing _ -> Optional.empty();
        };
    }

    private static boolean isMeant(Offer offer, PoolCommand.Decline command) {
        return offer.id().equals(command.offer()) && offer.seat().equals(command.seat());
    }

    static void expireOffers(Draft draft) {
        NavigableSet<String> silent = new TreeSet<>();
        for (WorkItem item : draft.items()) {
            if (item.stage() instanceof Stage.Offered(Offer offer)
                    && offer.expiredAt(draft.now())) {
                withdraw(draft, item, offer, Withdrawal.TIMEOUT);
                silent.add(offer.seat());
            }
        }
        for (String seat : silent) {
            SeatRules.silent(draft, seat);
            withdrawOffers(draft, seat);
        }
    }

    /// Takes back what a seat has not yet answered.
    static void withdrawOffers(Draft draft, String seat) {
        for (WorkItem item : draft.itemsOf(seat)) {
            if (item.stage() instanceof Stage.Offered(Offer offer)) {
                withdraw(draft, item, offer, Withdrawal.RESCINDED);
            }
        }
    }

    /// The work returns to its old place.
    private static void withdraw(Draft draft, WorkItem item, Offer offer, Withdrawal why) {
        draft.put(item.with(new Stage.Waiting(Optional.of(offer))));
        draft.emit(new PoolEffect.Withdraw(offer.seat(), offer.id(), why));
    }
}
