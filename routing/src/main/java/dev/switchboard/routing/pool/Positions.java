package dev.switchboard.routing.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What customers know of their place in the queue, and what they should be told now. A step that
/// takes the first of a hundred thousand away changes all other places; they are found here, some
/// at a time, so that no step has to.
///
/// Not part of the pool's state: whoever leads a pool anew begins with nothing told. Not safe for
/// use by several threads.
public final class Positions {

    private record Told(PoolEffect.Position position, Instant at) {}

    private final Duration pause;
    private Map<String, Told> known = new HashMap<>();

    /// Those met in the present round; who is not met again has left the queue.
    private Map<String, Told> met = new HashMap<>();

    /// The last one looked at in the present round.
    private @Nullable String last;

    /// @param pause least time between two positions for one customer
    public Positions(Duration pause) {
        this.pause = pause;
    }

    /// Takes note of a position that a step has told.
    public void told(PoolEffect.Position position, Instant at) {
        Told told = new Told(position, at);
        known.put(position.conversation(), told);
        met.put(position.conversation(), told);
    }

    /// The positions that have changed, of the next customers in the round.
    ///
    /// @param visits how many are looked at, at most; with fewer in the queue all are
    public List<PoolEffect.Position> due(Pool pool, Instant now, int visits) {
        List<PoolEffect.Position> changed = new ArrayList<>();
        Tree<String, Slot> all = pool.books().items();
        Iterator<Tree.Node<String, Slot>> items = last == null ? all.iterator() : all.after(last);
        for (int n = 0; n < visits; n++) {
            WorkItem item = nextQueued(items);
            if (item == null) {
                beginAgain();
                return changed;
            }
            visit(item, pool, now, changed);
            last = item.conversation();
        }
        return changed;
    }

    private static @Nullable WorkItem nextQueued(Iterator<Tree.Node<String, Slot>> items) {
        while (items.hasNext()) {
            WorkItem item = items.next().value.item();
            if (item.stage().queued()) {
                return item;
            }
        }
        return null;
    }

    private void visit(WorkItem item, Pool pool, Instant now, List<PoolEffect.Position> changed) {
        Told before = known.get(item.conversation());
        boolean early = before != null && now.isBefore(before.at().plus(pause));
        Told after = before;
        if (before == null || !early) {
            PoolEffect.Position position = WaitEstimate.position(item, pool.books(), now);
            if (before == null || !position.equals(before.position())) {
                after = new Told(position, now);
                changed.add(position);
            }
        }
        if (after != null) {
            known.put(item.conversation(), after);
            met.put(item.conversation(), after);
        }
    }

    private void beginAgain() {
        last = null;
        known = met;
        met = new HashMap<>();
    }
}
