package dev.switchboard.gateway.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/// What was read or worked out lately and is likely to be needed again, up to a bound; what has not
/// been asked for longest gives way. For any thread; of two that ask for the same at once, both may
/// work it out.
public final class Recent<K, V> {

    private final Map<K, V> known = new LinkedHashMap<>(16, 0.75f, true);
    private final long max;
    private final ToIntBiFunction<K, V> weight;
    private long sum;

    /// @param max of the sum of all weights
    /// @param weight never changes for the same two
    public Recent(long max, ToIntBiFunction<K, V> weight) {
        this.max = max;
        this.weight = weight;
    }

    /// What is remembered of `key`.
    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(known.get(key));
    }

    /// Remembers this in place of what was; nothing that weighs more than all may.
    public synchronized void put(K key, V value) {
        remove(key);
        int added = weight.applyAsInt(key, value);
        if (added > max) {
            return;
        }
        known.put(key, value);
        sum += added;
        Iterator<Map.Entry<K, V>> eldest = known.entrySet().iterator();
        while (sum > max) {
            Map.Entry<K, V> gone = eldest.next();
            sum -= weight.applyAsInt(gone.getKey(), gone.getValue());
            eldest.remove();
        }
    }

    /// Remembers no more of it.
    public synchronized void remove(K key) {
        V before = known.remove(key);
        if (before != null) {
            sum -= weight.applyAsInt(key, before);
        }
    }

    /// What is remembered of `key`, or what `work` makes of it.
    public V of(K key, Function<K, V> work) {
        return find(key)
                .orElseGet(() -> {
                    V made = work.apply(key);
                    put(key, made);
                    return made;
                });
    }
}
