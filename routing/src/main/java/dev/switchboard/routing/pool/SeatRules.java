package dev.switchboard.routing.pool;

/// What happens to seats: they come up, go away, fall silent and are lost.
final class SeatRules {
    private SeatRules() {}

    static void up(Draft draft, PoolCommand.SeatUp command) {
        draft.seat(command.seat())
                .ifPresentOrElse(
                        seat -> upAgain(draft, seat, command),
                        () ->
                                draft.put(
                                        new Seat(
                                                command.seat(),
                                                command.profile(),
                                                Link.to(command.node(), command.connection()),
                                                Seat.State.AWAY,
                                                draft.now())));
    }

    private static void upAgain(Draft draft, Seat seat, PoolCommand.SeatUp command) {
        Link link = seat.link();
        if (link.former().contains(command.connection())) {
            return;
        }
        draft.put(
                seat.with(command.profile())
                        .with(link.replacedBy(command.node(), command.connection())));
        if (!command.profile().equals(seat.profile())) {
            // Who can do less than before may not keep what is not yet taken; what still fits is
            // offered anew by the matching that follows.
            OfferRules.withdrawOffers(draft, seat.id());
        } else if (!link.connection().equals(command.connection())) {
            resendOffers(draft, seat.id());
        }
    }

    private static void resendOffers(Draft draft, String seat) {
        for (WorkItem item : draft.itemsOf(seat)) {
            if (item.stage() instanceof Stage.Offered(Offer offer)) {
                draft.seat(seat).ifPresent(it -> draft.emit(OfferRules.offer(item, offer, it)));
            }
        }
    }

    static void presence(Draft draft, PoolCommand.Presence command) {
        draft.seat(command.seat())
                .filter(seat -> seat.link().up())
                .ifPresent(seat -> {
                    switch (command.state()) {
                        case AVAILABLE -> {
                            // Who asks for work has no more to write about what is over.
                            WorkRules.wrapUpAll(draft, seat.id());
                            draft.seat(seat.id()).ifPresent(now -> available(draft, now));
                        }
                        case AWAY -> away(draft, seat);
                    }
                });
    }

    private static void available(Draft draft, Seat seat) {
        if (seat.state() != Seat.State.AVAILABLE) {
            draft.put(seat.with(Seat.State.AVAILABLE, draft.now()));
        }
    }

    private static void away(Draft draft, Seat seat) {
        if (seat.state() != Seat.State.AWAY) {
            draft.put(seat.with(Seat.State.AWAY, seat.idleSince()));
            leave(draft, seat.id());
        }
    }

    /// A sign of life ends the silence of a seat that let an offer pass.
    static void acted(Draft draft, String id) {
        draft.seat(id)
                .filter(seat -> seat.link().up() && seat.state() == Seat.State.NOT_RESPONDING)
                .ifPresent(seat -> available(draft, seat));
    }

    static void lost(Draft draft, PoolCommand.SeatLost command) {
        draft.seat(command.seat())
                .ifPresent(seat -> {
                    if (!seat.link().connection().equals(command.connection())) {
                        draft.put(seat.with(seat.link().forget(command.connection())));
                    } else if (seat.link().up()) {
                        lose(draft, seat);
                    }
                });
    }

    static void nodeLost(Draft draft, String node) {
        for (String id : draft.seats()) {
            draft.seat(id).ifPresent(seat -> nodeLost(draft, seat, node));
        }
    }

    private static void nodeLost(Draft draft, Seat seat, String node) {
        Link link = seat.link();
        Seat known = seat;
        if (!link.replaced().isEmpty()) {
            known = seat.with(link.forgetNode(node));
            draft.put(known);
        }
        if (link.up() && link.node().equals(node)) {
            lose(draft, known);
        }
    }

    private static void lose(Draft draft, Seat seat) {
        Link link = seat.link().lost(draft.now());
        draft.put(seat.with(link));
        if (link.up()) {
            resendOffers(draft, seat.id());
        } else {
            OfferRules.withdrawOffers(draft, seat.id());
        }
    }

    /// Nobody answered: the seat gets nothing more until its agent acts.
    static void silent(Draft draft, String id) {
        draft.seat(id)
                .ifPresent(
                        seat -> draft.put(seat.with(Seat.State.NOT_RESPONDING, seat.idleSince())));
    }

    static void endGrace(Draft draft, String id) {
        draft.seat(id)
                .filter(seat -> !seat.link().up())
                .ifPresent(seat -> {
                    draft.remove(seat);
                    leave(draft, id);
                });
    }

    /// The agent has gone: nothing stays with the seat, and what it once declined may come back to
    /// it as a last resort.
    private static void leave(Draft draft, String seat) {
        OfferRules.withdrawOffers(draft, seat);
        WorkRules.requeueAssigned(draft, seat);
        WorkRules.wrapUpAll(draft, seat);
        for (WorkItem item : draft.itemsExcluding(seat)) {
            if (item.excluded().get(seat) == Exclusion.STANDS) {
                draft.put(item.excluding(seat, Exclusion.LAPSED));
            }
        }
    }
}
