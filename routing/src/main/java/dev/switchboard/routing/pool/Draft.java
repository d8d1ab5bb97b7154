package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A pool while one command changes it: the state under way, the effects so far and an index of
/// what each seat has. Lives for one step and is seen by nobody else.
final class Draft {
    private final String id;
    private final CommandId command;
    private PoolPolicy policy;
    private final NavigableMap<String, Seat> seats;
    private final NavigableMap<String, WorkItem> items;
    private final SequencedMap<String, Ended> ended;
    private final Map<String, NavigableSet<String>> conversationsBySeat = new TreeMap<>();
    private final List<PoolEffect> effects = new ArrayList<>();
    private int offers;

    Draft(Pool pool, CommandId command) {
        this.id = pool.id();
        this.command = command;
        this.policy = pool.policy();
        this.seats = new TreeMap<>(pool.seats());
        this.items = new TreeMap<>(pool.items());
        this.ended = new LinkedHashMap<>(pool.ended());
        items.values().forEach(this::index);
    }

    Step finish() {
        return new Step(new Pool(id, policy, command, seats, items, ended), effects);
    }

    Instant now() {
        return command.at();
    }

    PoolPolicy policy() {
        return policy;
    }

    void use(PoolPolicy newPolicy) {
        policy = newPolicy;
    }

    String nextOfferId() {
        return command + "-" + offers++;
    }

    void emit(PoolEffect effect) {
        effects.add(effect);
    }

    Optional<Seat> seat(String seat) {
        return Optional.ofNullable(seats.get(seat));
    }

    /// All seats by id: a view.
    Collection<Seat> seats() {
        return Collections.unmodifiableCollection(seats.values());
    }

    void put(Seat seat) {
        seats.put(seat.id(), seat);
    }

    void remove(Seat seat) {
        seats.remove(seat.id());
    }

    /// How many conversations take room at a seat.
    int load(String seat) {
        return conversations(seat).size();
    }

    /// What takes room at a seat, by conversation: a copy, so that it may change meanwhile.
    List<WorkItem> itemsOf(String seat) {
        return conversations(seat).stream().map(items::get).toList();
    }

    Optional<WorkItem> item(String conversation) {
        return Optional.ofNullable(items.get(conversation));
    }

    /// All work by conversation: a copy, so that it may change meanwhile.
    List<WorkItem> items() {
        return List.copyOf(items.values());
    }

    void put(WorkItem item) {
        unindex(items.put(item.conversation(), item));
        index(item);
    }

    void remove(WorkItem item) {
        unindex(items.remove(item.conversation()));
    }

    /// The latest epoch under which this conversation is known to be over.
    Optional<Ended> ended(String conversation) {
        return Optional.ofNullable(ended.get(conversation));
    }

    void end(String conversation, long epoch) {
        Ended before = ended.remove(conversation);
        long latest = before == null ? epoch : Math.max(epoch, before.epoch());
        ended.put(conversation, new Ended(latest, now()));
    }

    /// The oldest comes first, so that this looks at nothing it does not drop, but for one.
    void forgetEnded() {
        while (!ended.isEmpty()) {
            Instant until = ended.firstEntry().getValue().at().plus(policy.remember());
            if (now().isBefore(until)) {
                return;
            }
            ended.pollFirstEntry();
        }
    }

    private NavigableSet<String> conversations(String seat) {
        return conversationsBySeat.getOrDefault(seat, Collections.emptyNavigableSet());
    }

    private void index(WorkItem item) {
        item.stage()
                .occupies()
                .ifPresent(seat ->
                        conversationsBySeat
                                .computeIfAbsent(seat, _ -> new TreeSet<>())
                                .add(item.conversation()));
    }

    private void unindex(@Nullable WorkItem item) {
        if (item != null) {
            item.stage()
                    .occupies()
                    .map(conversationsBySeat::get)
                    .ifPresent(held -> held.remove(item.conversation()));
        }
    }
}
