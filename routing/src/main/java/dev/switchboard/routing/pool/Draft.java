package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A pool while one command changes it: the state under way, the effects so far, and what has to be
/// looked at before the step is over. Lives for one step and is seen by nobody else.
final class Draft implements Items {
    private final String id;
    private final CommandId command;
    private RoutingPolicy policy;
    private Bench bench;
    private Tree<String, Slot> items;
    private WaitingRoom room;
    private Places places;
    private Tree<String, String> offers;
    private Grouped<String> exclusions;
    private Grouped<String> atSeats;
    private Tree<Due, Due> dues;
    private Tree<String, Ended> ended;
    private Tree<Age, String> endedByAge;
    private Tree<String, Handling> handling;
    private final List<PoolEffect> effects = new ArrayList<>();

    /// Seats that have more room than before, or want offers again.
    private final NavigableSet<String> freed = new TreeSet<>();

    private final NavigableSet<String> arrived = new TreeSet<>();
    private int offersMade;

    Draft(Pool pool, CommandId command) {
        Books books = pool.books();
        this.id = pool.id();
        this.command = command;
        this.policy = books.policy();
        this.bench = books.bench().copy();
        this.items = books.items();
        this.room = books.room().copy();
        this.places = books.places().copy();
        this.offers = books.offers();
        this.exclusions = books.exclusions();
        this.atSeats = books.atSeats();
        this.dues = books.dues();
        this.ended = books.ended();
        this.endedByAge = books.endedByAge();
        this.handling = books.handling();
    }

    Step finish() {
        room.takeStirred();
        return new Step(new Pool(id, command, books()), effects);
    }

    /// The books as they are now.
    Books books() {
        return new Books(
                policy,
                bench,
                items,
                room,
                places,
                offers,
                exclusions,
                atSeats,
                dues,
                ended,
                endedByAge,
                handling);
    }

    Instant now() {
        return command.at();
    }

    RoutingPolicy policy() {
        return policy;
    }

    /// Goes by another policy from now on: everything is put down anew.
    void use(RoutingPolicy newPolicy) {
        List<Seat> seats = new ArrayList<>();
        bench.desks().forEach(node -> seats.add(node.value.seat()));
        List<WorkItem> work = new ArrayList<>();
        items.forEach(node -> work.add(node.value.item()));
        policy = newPolicy;
        Books none = Books.empty(newPolicy);
        bench = none.bench();
        items = none.items();
        room = none.room();
        places = none.places();
        offers = none.offers();
        exclusions = none.exclusions();
        atSeats = none.atSeats();
        dues = none.dues();
        seats.forEach(this::put);
        work.forEach(this::put);
    }

    String nextOfferId() {
        return command.offer(offersMade++);
    }

    void emit(PoolEffect effect) {
        effects.add(effect);
    }

    Bench bench() {
        return bench;
    }

    WaitingRoom room() {
        return room;
    }

    Optional<Seat> seat(String seat) {
        return bench.desks().find(seat).map(Desk::seat);
    }

    /// The ids of all seats: a copy.
    List<String> seats() {
        List<String> all = new ArrayList<>();
        bench.desks().forEach(node -> all.add(node.key));
        return all;
    }

    void put(Seat seat) {
        Desk before = bench.desks().get(seat.id());
        put(before, before == null ? Desk.of(seat, loadAt(seat.id())) : before.with(seat));
        graceOf(before == null ? null : before.seat()).ifPresent(this::forget);
        graceOf(seat).ifPresent(due -> dues = dues.put(due, due));
    }

    /// What already lies with a seat that was not there a moment ago.
    private int loadAt(String seat) {
        int load = 0;
        for (WorkItem item : itemsOf(seat)) {
            load +=
                    item.stage().takesRoom()
                            ? items.find(item.conversation()).orElseThrow().cost()
                            : 0;
        }
        return load;
    }

    void remove(Seat seat) {
        Desk before = bench.desks().find(seat.id()).orElseThrow();
        graceOf(seat).ifPresent(this::forget);
        bench.remove(seat.id());
        room.seatChanged(before, null, bench);
        freed.remove(seat.id());
    }

    private void forget(Due due) {
        dues = dues.remove(due);
    }

    private Optional<Due> graceOf(@Nullable Seat seat) {
        return Optional.ofNullable(seat)
                .flatMap(known -> known.link().lostAt())
                .map(at -> at.plus(policy.times().seatGrace()))
                .map(at -> new Due(at, Due.Whose.SEAT, seat == null ? "" : seat.id()));
    }

    private void put(@Nullable Desk before, Desk after) {
        bench.put(after);
        boolean sameCrew = before != null && before.crew().key().equals(after.crew().key());
        boolean sameWill = before != null && before.seat().open() == after.seat().open();
        if (!sameCrew || !sameWill) {
            room.seatChanged(before, after, bench);
        }
        boolean wasFree = before != null && before.free();
        if (after.free()
                && (!wasFree || !sameCrew || before == null || after.room() > before.room())) {
            freed.add(after.seat().id());
        }
    }

    /// Seats that might get more than they have, and are not named again.
    NavigableSet<String> takeFreed() {
        NavigableSet<String> taken = new TreeSet<>(freed);
        freed.clear();
        return taken;
    }

    Optional<Desk> desk(String seat) {
        return bench.desks().find(seat);
    }

    /// What lies with or before a seat: a copy.
    List<WorkItem> itemsOf(String seat) {
        return listed(atSeats, seat);
    }

    private List<WorkItem> listed(Grouped<String> index, String seat) {
        List<WorkItem> found = new ArrayList<>();
        index.in(seat).forEachRemaining(conversation -> found.add(get(conversation)));
        // In an order that does not depend on how they are kept.
        found.sort(Comparator.comparing(WorkItem::conversation));
        return found;
    }

    @Override
    public WorkItem get(String conversation) {
        return items.find(conversation).orElseThrow().item();
    }

    Optional<WorkItem> item(String conversation) {
        return items.find(conversation).map(Slot::item);
    }

    /// The line in which a waiting item stands.
    Optional<String> line(String conversation) {
        return items.find(conversation).map(Slot::line);
    }

    /// The item that an offer is of, as long as the offer may be declined.
    Optional<WorkItem> itemOfOffer(String offer) {
        return offers.find(offer).map(this::get);
    }

    /// The items that are kept from a seat.
    List<WorkItem> itemsExcluding(String seat) {
        return listed(exclusions, seat);
    }

    /// Marks an item as new: it is told its place, or that nobody can take it.
    void arrive(WorkItem item) {
        arrived.add(item.conversation());
    }

    NavigableSet<String> arrived() {
        return arrived;
    }

    /// Puts a waiting item, of which nothing but its rung is new, into the line of that rung: as
    /// every item climbs several times, this is what a pool does most.
    void climb(WorkItem item) {
        Slot before = items.find(item.conversation()).orElseThrow();
        if (before.line() == null || before.place() == null) {
            throw new IllegalStateException("does not wait: " + item);
        }
        room.remove(item, before.line());
        Rung least = Rung.of(item, policy, now());
        String line = room.add(item, policy, least, bench);
        Due due = due(item, least);
        if (due != null) {
            dues = dues.put(due, due);
        }
        Slot after = new Slot(item, before.cost(), before.place(), line, due);
        items = items.put(item.conversation(), after);
    }

    void put(WorkItem item) {
        String conversation = item.conversation();
        Slot before = items.get(conversation);
        int cost = policy.of(item.subject().reason()).cost();
        Place place = item.stage().queued() ? Place.of(item, policy) : null;
        reseat(before, item, cost);
        replace(before == null ? null : before.place(), place);
        note(before == null ? null : before.item(), item);
        if (before != null && before.line() != null) {
            room.remove(before.item(), before.line());
        }
        Rung least = item.stage() instanceof Stage.Waiting ? Rung.of(item, policy, now()) : null;
        String line = least == null ? null : room.add(item, policy, least, bench);
        Due due = due(item, least);
        if (before != null && before.due() != null) {
            forget(before.due());
        }
        if (due != null) {
            dues = dues.put(due, due);
        }
        items = items.put(conversation, new Slot(item, cost, place, line, due));
    }

    void remove(WorkItem item) {
        Slot before = items.find(item.conversation()).orElseThrow();
        reseat(before, null, 0);
        replace(before.place(), null);
        note(before.item(), null);
        if (before.line() != null) {
            room.remove(before.item(), before.line());
        }
        if (before.due() != null) {
            forget(before.due());
        }
        items = items.remove(item.conversation());
    }

    private @Nullable Due due(WorkItem item, @Nullable Rung least) {
        Instant at =
                switch (item.stage()) {
                    case Stage.Offered(Offer offer) -> offer.expiresAt();
                    case Stage.WrappingUp wrapping -> wrapping.until();
                    case Stage.Waiting _ when least != null ->
                            Rung.until(least, item, policy).orElse(null);
                    case Stage.Waiting _, Stage.Accepted _, Stage.Assigned _, Stage.Requeueing _ ->
                            null;
                };
        return at == null ? null : new Due(at, Due.Whose.ITEM, item.conversation());
    }

    private void reseat(@Nullable Slot before, @Nullable WorkItem after, int cost) {
        String from = before == null ? null : before.item().stage().atSeat().orElse(null);
        String to = after == null ? null : after.stage().atSeat().orElse(null);
        int was = before != null && before.item().stage().takesRoom() ? before.cost() : 0;
        int is = after != null && after.stage().takesRoom() ? cost : 0;
        if (from != null && from.equals(to) && was == is) {
            return;
        }
        if (before != null && from != null) {
            String conversation = before.item().conversation();
            atSeats = atSeats.remove(from, conversation);
            carry(from, -was);
        }
        if (after != null && to != null) {
            String conversation = after.conversation();
            atSeats = atSeats.put(to, conversation, conversation);
            carry(to, is);
        }
    }

    private void carry(String seat, int more) {
        Desk desk = bench.desks().get(seat);
        if (desk != null && more != 0) {
            put(desk, desk.carrying(more));
        }
    }

    private void replace(@Nullable Place before, @Nullable Place after) {
        if (before != null && !before.equals(after)) {
            places.remove(before);
        }
        if (after != null && !after.equals(before)) {
            places.add(after);
        }
    }

    private void note(@Nullable WorkItem before, @Nullable WorkItem after) {
        Optional<Offer> was = before == null ? Optional.empty() : OfferRules.declinable(before);
        Optional<Offer> is = after == null ? Optional.empty() : OfferRules.declinable(after);
        if (!was.equals(is)) {
            was.ifPresent(offer -> offers = offers.remove(offer.id()));
            if (after != null) {
                is.ifPresent(offer -> offers = offers.put(offer.id(), after.conversation()));
            }
        }
        if (before != null) {
            for (String seat : before.excluded().keySet()) {
                exclusions = exclusions.remove(seat, before.conversation());
            }
        }
        if (after != null) {
            for (String seat : after.excluded().keySet()) {
                exclusions = exclusions.put(seat, after.conversation(), after.conversation());
            }
        }
    }

    /// The next thing whose time has come; it is not named again.
    @Nullable Due takeDue() {
        Tree.Node<Due, Due> first = dues.first();
        if (first == null || now().isBefore(first.key.at())) {
            return null;
        }
        dues = dues.remove(first.key);
        return first.key;
    }

    /// The latest epoch under which this conversation is known to be over.
    Optional<Ended> ended(String conversation) {
        return ended.find(conversation);
    }

    void end(String conversation, long epoch) {
        Ended before = ended.get(conversation);
        long latest = before == null ? epoch : Math.max(epoch, before.epoch());
        put(new Ended(conversation, latest, now()));
    }

    void put(Ended over) {
        Ended before = ended.get(over.conversation());
        if (before != null) {
            endedByAge = endedByAge.remove(new Age(before.at(), before.conversation()));
        }
        ended = ended.put(over.conversation(), over);
        endedByAge = endedByAge.put(new Age(over.at(), over.conversation()), over.conversation());
    }

    void forgetEnded() {
        Tree.Node<Age, String> oldest = endedByAge.first();
        while (oldest != null
                && !now().isBefore(oldest.key.enqueuedAt().plus(policy.times().remember()))) {
            endedByAge = endedByAge.remove(oldest.key);
            ended = ended.remove(oldest.value);
            oldest = endedByAge.first();
        }
    }

    /// Remembers how long a conversation took at its seat.
    void handled(WorkItem item, Instant since) {
        String language = LanguageTag.primary(item.need().language());
        long ms = Math.max(0, now().toEpochMilli() - since.toEpochMilli());
        Handling known = handling.find(language).orElse(Handling.UNKNOWN);
        put(language, known.with(ms, policy.estimate().samplesMax()));
    }

    void put(String language, Handling handled) {
        handling = handling.put(language, handled);
    }
}
