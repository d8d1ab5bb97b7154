package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is written into streams and snapshots is made of parts that any JSON library can write.
class PoolRecordsTest {
    private static final Set<Class<?>> PLAIN =
            Set.of(
                    String.class,
                    Integer.class,
                    Long.class,
                    long.class,
                    int.class,
                    boolean.class,
                    Instant.class,
                    Duration.class,
                    LocalDate.class,
                    LocalTime.class,
                    ZoneId.class);
    private static final Set<Class<?>> CONTAINERS =
            Set.of(List.class, Optional.class, NavigableMap.class, NavigableSet.class);

    private final Set<String> strangers = new TreeSet<>();
    private final Set<String> visited = new TreeSet<>();

    @Test
    void a_snapshot_a_command_and_an_effect_are_made_of_plain_parts_only() {
        visit(PoolSnapshot.class);
        visit(PoolCommand.class);
        visit(PoolEffect.class);

        assertThat(strangers).isEmpty();
        assertThat(visited).hasSizeGreaterThan(35);
    }

    private void visit(Type type) {
        if (type instanceof ParameterizedType generic) {
            visit(generic.getRawType());
            for (Type argument : generic.getActualTypeArguments()) {
                visit(argument);
            }
            return;
        }
        Class<?> raw = (Class<?>) type;
        if (PLAIN.contains(raw) || CONTAINERS.contains(raw) || raw.isEnum()) {
            return;
        }
        if (!visited.add(raw.getName())) {
            return;
        }
        if (raw.isSealed()) {
            for (Class<?> form : raw.getPermittedSubclasses()) {
                visit(form);
            }
        } else if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                visit(component.getGenericType());
            }
        } else {
            strangers.add(raw.getName());
        }
    }

    @Test
    void a_pool_cannot_be_changed_from_outside() {
        Pool pool = new PoolScenario().agent("ana", 1, "sv").enqueue("c1").pool();
        Pool before = Pool.of(pool.snapshot());
        pool.seats().clear();
        pool.items().clear();
        pool.itemsAt("ana").clear();

        assertThat(pool).isEqualTo(before);
        assertThatThrownBy(() -> pool.snapshot().items().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> pool.snapshot().handling().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void records_copy_what_they_are_given() {
        List<String> languages = new ArrayList<>(List.of("sv"));
        Profile profile = Profile.of("Ana", languages, List.of(), 1, List.of());
        languages.add("da");
        assertThat(profile.languages()).containsOnlyKeys("sv");

        PoolSnapshot empty = Pool.empty("all", RoutingPolicy.DEFAULT).snapshot();
        List<Seat> seats = new ArrayList<>();
        PoolSnapshot snapshot =
                new PoolSnapshot(
                        "all",
                        RoutingPolicy.DEFAULT,
                        empty.last(),
                        seats,
                        empty.items(),
                        empty.ended(),
                        empty.handling());
        seats.add(new Seat("ana", profile, Link.to("n1", "k1"), Seat.State.AWAY, Instant.EPOCH));
        assertThat(snapshot.seats()).isEmpty();
    }

    @Test
    void a_pool_put_together_again_from_its_parts_is_the_same_and_goes_on_the_same() {
        Pool pool = new PoolScenario().agent("ana", 1, "sv").enqueue("c1").enqueue("c2").pool();
        Pool again = Pool.of(pool.snapshot());
        CommandId next = new CommandId(pool.last().ms() + 20_000, 0);
        PoolCommand tick = new PoolCommand.Tick();

        assertThat(again).isEqualTo(pool);
        assertThat(PoolRules.step(again, tick, next)).isEqualTo(PoolRules.step(pool, tick, next));
    }
}
