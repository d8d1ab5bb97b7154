package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A pool of seats and the conversations that seek or have one, after some command. It never
/// changes; a step makes another one.
public final class Pool {

    private final String id;
    private final CommandId last;
    private final Books books;

    Pool(String id, CommandId last, Books books) {
        this.id = id;
        this.last = last;
        this.books = books;
    }

    /// A pool to which nothing has happened yet.
    public static Pool empty(String id, RoutingPolicy policy) {
        return new Pool(Check.text(id, "id"), CommandId.NONE, Books.empty(policy));
    }

    /// A pool as it was when its snapshot was taken.
    public static Pool of(PoolSnapshot snapshot) {
        Pool empty = new Pool(snapshot.id(), snapshot.last(), Books.empty(snapshot.policy()));
        Draft draft = new Draft(empty, snapshot.last());
        snapshot.seats().forEach(draft::put);
        snapshot.items().forEach(draft::put);
        snapshot.ended().forEach(draft::put);
        snapshot.handling().forEach(draft::put);
        return draft.finish().pool();
    }

    /// All of its state. Takes time in proportion to all that is in it; since a pool never changes,
    /// any thread may take it.
    public PoolSnapshot snapshot() {
        List<Ended> over = new ArrayList<>();
        books.endedByAge().forEach(node -> over.add(books.ended().find(node.value).orElseThrow()));
        NavigableMap<String, Handling> handling = new TreeMap<>();
        books.handling().forEach(node -> handling.put(node.key, node.value));
        return new PoolSnapshot(
                id,
                policy(),
                last,
                List.copyOf(seats().values()),
                List.copyOf(items().values()),
                over,
                handling);
    }

    public String id() {
        return id;
    }

    /// The newest command that is in this state.
    public CommandId last() {
        return last;
    }

    public RoutingPolicy policy() {
        return books.policy();
    }

    Books books() {
        return books;
    }

    public Optional<Seat> seat(String seat) {
        return books.bench().desks().find(seat).map(Desk::seat);
    }

    public Optional<WorkItem> item(String conversation) {
        return books.items().find(conversation).map(Slot::item);
    }

    /// All seats by id: a copy.
    public NavigableMap<String, Seat> seats() {
        NavigableMap<String, Seat> seats = new TreeMap<>();
        books.bench().desks().forEach(node -> seats.put(node.key, node.value.seat()));
        return seats;
    }

    /// All work by conversation: a copy.
    public NavigableMap<String, WorkItem> items() {
        NavigableMap<String, WorkItem> items = new TreeMap<>();
        books.items().forEach(node -> items.put(node.key, node.value.item()));
        return items;
    }

    /// The conversations that lie with or before a seat.
    public List<WorkItem> itemsAt(String seat) {
        List<WorkItem> found = new ArrayList<>();
        books.atSeats()
                .in(seat)
                .forEachRemaining(conversation -> found.add(item(conversation).orElseThrow()));
        found.sort(Comparator.comparing(WorkItem::conversation));
        return found;
    }

    /// Units of capacity taken at a seat.
    public int load(String seat) {
        return books.bench().desks().find(seat).map(Desk::load).orElse(0);
    }

    /// How many customers are in the queue.
    public int queued() {
        return books.places().size();
    }

    /// How many seats there are, be they busy, away or lost for a moment.
    public int seatCount() {
        return books.bench().desks().size();
    }

    /// How a seat stands.
    public Optional<Seat.Status> status(String seat) {
        return books.bench().desks().find(seat).map(this::status);
    }

    private Seat.Status status(Desk desk) {
        if (!desk.seat().link().up()) {
            return Seat.Status.OFFLINE;
        }
        return switch (desk.seat().state()) {
            case AWAY -> Seat.Status.AWAY;
            case NOT_RESPONDING -> Seat.Status.NOT_RESPONDING;
            case AVAILABLE -> {
                if (desk.room() > 0) {
                    yield Seat.Status.AVAILABLE;
                }
                boolean written =
                        itemsAt(desk.seat().id()).stream()
                                .map(WorkItem::stage)
                                .filter(Stage::takesRoom)
                                .allMatch(Stage.WrappingUp.class::isInstance);
                yield written ? Seat.Status.WRAPPING_UP : Seat.Status.BUSY;
            }
        };
    }

    /// When time alone will change something, unless a command does before: a [PoolCommand.Tick] is
    /// needed then. Always after `last`.
    public Optional<Instant> nextDeadline() {
        return Optional.ofNullable(books.dues().first()).map(first -> first.key.at());
    }

    /// Whether both hold the same, whatever their way to it.
    @Override
    public boolean equals(Object other) {
        return other instanceof Pool pool && snapshot().equals(pool.snapshot());
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + last.hashCode();
    }

    @Override
    public String toString() {
        return snapshot().toString();
    }
}
