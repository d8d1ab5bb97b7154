package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A pool of seats and the conversations that seek or have one. All its state, so that a snapshot
/// of it and the commands after `last` are the whole truth.
///
/// @param last the newest command that is in this state
/// @param seats by id
/// @param items by conversation
/// @param ended by conversation, oldest first: whoever stores a snapshot keeps the order
public record Pool(
        String id,
        PoolPolicy policy,
        CommandId last,
        NavigableMap<String, Seat> seats,
        NavigableMap<String, WorkItem> items,
        SequencedMap<String, Ended> ended) {
    public Pool {
        Check.text(id, "id");
        seats = Check.sorted(seats);
        items = Check.sorted(items);
        ended = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ended));
    }

    /// A pool to which nothing has happened yet.
    public static Pool empty(String id, PoolPolicy policy) {
        return new Pool(
                id,
                policy,
                CommandId.NONE,
                Collections.emptyNavigableMap(),
                Collections.emptyNavigableMap(),
                new LinkedHashMap<>());
    }

    public Optional<Seat> seat(String seat) {
        return Optional.ofNullable(seats.get(seat));
    }

    public Optional<WorkItem> item(String conversation) {
        return Optional.ofNullable(items.get(conversation));
    }

    /// How many conversations take room at a seat: offered, accepted or assigned.
    public int load(String seat) {
        return (int)
                items.values().stream()
                        .filter(item -> item.stage().occupies().filter(seat::equals).isPresent())
                        .count();
    }

    /// When time alone will change something, unless a command does before: a [PoolCommand.Tick] is
    /// needed then. Always after `last`.
    public Optional<Instant> nextDeadline() {
        Stream<Instant> graces =
                seats.values().stream()
                        .flatMap(seat -> seat.link().lostAt().stream())
                        .map(lostAt -> lostAt.plus(policy.seatGrace()));
        Stream<Instant> waits = items.values().stream().flatMap(item -> deadline(item).stream());
        return Stream.concat(graces, waits).min(Instant::compareTo);
    }

    private Optional<Instant> deadline(WorkItem item) {
        return switch (item.stage()) {
            case Stage.Offered(Offer offer) -> Optional.of(offer.expiresAt());
            case Stage.Waiting _ when item.aimed() -> Ladder.aimedUntil(item, policy);
            case Stage.Waiting _, Stage.Accepted _, Stage.Assigned _, Stage.Requeueing _ ->
                    Optional.empty();
        };
    }
}
