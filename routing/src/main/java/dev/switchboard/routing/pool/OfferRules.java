package dev.switchboard.routing.pool;

import java.util.Optional;

/// What becomes of offers: accepted, declined, expired, withdrawn.
final class OfferRules {
    private OfferRules() {}

    /// The effect that puts an offer before its seat.
    static PoolEffect.Offer offer(WorkItem item, Offer offer, Seat seat) {
        return new PoolEffect.Offer(
                offer.seat(),
                offer.id(),
                item.conversation(),
                item.epoch(),
                item.subject().reason(),
                item.need().language(),
                item.subject().summary(),
                foreign(item, seat),
                item.enqueuedAt(),
                offer.expiresAt());
    }

    /// Whether the agent does not speak the customer's language.
    private static boolean foreign(WorkItem item, Seat seat) {
        return seat.profile().speaks(LanguageTag.primary(item.need().language())) == 0;
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
            case Stage.Assigned _, Stage.WrappingUp _, Stage.Waiting _, Stage.Requeueing _ -> {}
        }
    }

    private static void take(Draft draft, WorkItem item, PoolCommand.Accept command) {
        Seat seat = draft.seat(command.seat()).orElseThrow();
        Stage.Accepted accepted =
                new Stage.Accepted(
                        seat.id(),
                        seat.profile().name(),
                        command.offer(),
                        foreign(item, seat),
                        seat.profile().spoken());
        draft.put(item.with(accepted));
        draft.emit(assign(item, accepted));
    }

    private static boolean isOffer(Stage stage, String offer) {
        return switch (stage) {
            case Stage.Offered offered -> offered.offer().id().equals(offer);
            case Stage.Accepted accepted -> accepted.offer().equals(offer);
            case Stage.Assigned assigned -> assigned.offer().filter(offer::equals).isPresent();
            case Stage.WrappingUp _, Stage.Waiting _, Stage.Requeueing _ -> false;
        };
    }

    static PoolEffect.Assign assign(WorkItem item, Stage.Accepted accepted) {
        return new PoolEffect.Assign(
                item.conversation(),
                item.epoch(),
                accepted.seat(),
                accepted.name(),
                accepted.offer(),
                accepted.translation(),
                accepted.languages());
    }

    static void decline(Draft draft, PoolCommand.Decline command) {
        draft.itemOfOffer(command.offer())
                .filter(item ->
                        declinable(item)
                                .filter(offer -> offer.seat().equals(command.seat()))
                                .isPresent())
                .ifPresent(item ->
                        draft.put(
                                item.with(new Stage.Waiting(Optional.empty()))
                                        .excluding(command.seat(), Exclusion.STANDS)));
    }

    /// The offer that an agent may still say no to, be it too late to say yes.
    static Optional<Offer> declinable(WorkItem item) {
        return switch (item.stage()) {
            case Stage.Offered(Offer offer) -> Optional.of(offer);
            case Stage.Waiting(Optional<Offer> missed) -> missed;
            case Stage.Accepted _, Stage.Assigned _, Stage.WrappingUp _, Stage.Requeueing _ ->
                    Optional.empty();
        };
    }

    /// Nobody answered in time: the seat gets nothing more until its agent acts, and what else lies
    /// before it goes to others at once.
    static void expire(Draft draft, Offer expired) {
        SeatRules.silent(draft, expired.seat());
        for (WorkItem item : draft.itemsOf(expired.seat())) {
            if (item.stage() instanceof Stage.Offered(Offer offer)) {
                boolean over = offer.expiredAt(draft.now());
                withdraw(draft, item, offer, over ? Withdrawal.TIMEOUT : Withdrawal.RESCINDED);
            }
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
