package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.ZModem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which master of a cluster has which slot.
final class SlotMap {

    static final SlotMap EMPTY = new SlotMap(new @Nullable Endpoint[16_384]);

    private final @Nullable Endpoint[] slots;
    private final Set<Endpoint> masters;

    private SlotMap(@Nullable Endpoint[] slots) {
        this.slots = slots;
        this.masters =
                Arrays.stream(slots)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The slot of a key: that of what stands in its first braces, if there is anything.
    static int slotOf(String key) {
        return ZModem.generate(key);
    }

    /// From the answer to `CLUSTER SLOTS`.
    ///
    /// @param from the server that answered
    static SlotMap parse(Response answer, Endpoint from) {
        var slots = new @Nullable Endpoint[EMPTY.slots.length];
        for (Response range : answer) {
            Response master = range.get(2);
            Response host = master.get(0);
            Endpoint at =
                    endpoint(host == null ? "" : host.toString(), master.get(1).toInteger(), from);
            Arrays.fill(slots, range.get(0).toInteger(), range.get(1).toInteger() + 1, at);
        }
        return new SlotMap(slots);
    }

    /// A member that does not know its own or another's address leaves the host out: it is to be
    /// reached where the one that answered was.
    static Endpoint endpoint(String host, int port, Endpoint from) {
        if (host.isEmpty() || host.equals("?")) {
            return new Endpoint(from.host(), port);
        }
        return new Endpoint(
                host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host, port);
    }

    /// The same with one slot at another master.
    SlotMap with(int slot, Endpoint master) {
        if (master.equals(slots[slot])) {
            return this;
        }
        var changed = slots.clone();
        changed[slot] = master;
        return new SlotMap(changed);
    }

    /// The master of a slot, where it has one.
    @Nullable Endpoint master(int slot) {
        return slots[slot];
    }

    /// Whether each slot has the same master in the other.
    boolean sameAs(SlotMap other) {
        return Arrays.equals(slots, other.slots);
    }

    /// All masters that have a slot.
    Set<Endpoint> masters() {
        return masters;
    }
}
