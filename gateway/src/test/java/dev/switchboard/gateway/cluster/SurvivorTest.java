package dev.switchboard.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.MemoryNodes;
import dev.switchboard.gateway.store.NodeStore.Registered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a node counts as lost, and who takes over what of it. The test says when is looked.
class SurvivorTest {

    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static Vertx vertx;

    private final MemoryNodes store = new MemoryNodes();
    private final List<String> inherited = new ArrayList<>();
    private final Set<String> unreadable = new HashSet<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Survivor survivor = survivor("here", false);

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void begin() {
        store.alive("here", LEASE);
        store.alive("there", LEASE);
        for (String id : List.of("c1", "c2", "c3", "c4", "c5")) {
            store.enter("there", id);
        }
    }

    @Test
    void who_is_missed_twice_in_a_row_is_lost() {
        survivor.look();
        store.lapse("there");
        survivor.look();
        store.alive("there", LEASE);
        survivor.look();
        store.lapse("there");
        survivor.look();
        assertThat(inherited).as("missed once each time").isEmpty();
        survivor.look();
        assertThat(inherited).containsExactly("c1", "c2", "c3", "c4", "c5");
        assertThat(registered()).containsExactly("here");
        assertThat(registry.counter("switchboard.nodes.lost").count()).isEqualTo(1);
    }

    @Test
    void who_said_that_it_goes_is_taken_over_at_the_first_look() {
        store.gone("there");
        survivor.look();
        assertThat(inherited).hasSize(5);
        assertThat(registered()).containsExactly("here");
    }

    @Test
    void who_has_just_been_away_misses_nobody_for_a_lease() {
        store.lapse("there");
        survivor.look();
        survivor.lapsed();
        for (int i = 0; i <= LEASE.dividedBy(LOOK); i++) {
            survivor.look();
        }
        assertThat(inherited).isEmpty();
        survivor.look();
        survivor.look();
        assertThat(inherited).hasSize(5);
    }

    @Test
    void of_many_each_looks_after_the_next_three_that_are_alive_and_all_the_lost_before_them() {
        List<String> names =
                List.of("here1", "here2", "here3", "here4", "here5", "here6", "a", "b");
        names.forEach(name -> store.alive(name, LEASE));
        Survivor far = survivor("here5", false);
        for (String lost : List.of("here1", "here2", "here3", "here6")) {
            store.enter(lost, "of-" + lost);
            store.lapse(lost);
        }
        survivor.look();
        survivor.look();
        // After the three that are lost come here4, here5, the lost here6, and there.
        assertThat(inherited)
                .containsExactlyInAnyOrder("of-here1", "of-here2", "of-here3", "of-here6");

        inherited.clear();
        store.enter("b", "of-b");
        store.lapse("b");
        survivor.look();
        survivor.look();
        assertThat(inherited).as("others are nearer").isEmpty();
        far.look();
        far.look();
        assertThat(inherited).containsExactly("of-b");
    }

    @Test
    void whoever_is_alone_has_no_need_to_wait() {
        Survivor alone = survivor("here", true);
        alone.look();
        assertThat(inherited).hasSize(5);
        assertThat(registered()).containsExactly("here");
    }

    @Test
    void what_another_has_claimed_is_left_to_it_until_its_claim_ends() {
        store.claim("there", "other", LEASE);
        store.gone("there");
        survivor.look();
        survivor.look();
        assertThat(inherited).isEmpty();
        store.lapse("other");
        survivor.look();
        assertThat(inherited).hasSize(5);
    }

    @Test
    void what_cannot_be_taken_over_holds_up_nothing_else_and_is_tried_again() {
        unreadable.add("c2");
        store.gone("there");
        survivor.look();
        assertThat(inherited).containsExactly("c1", "c3", "c4", "c5");
        assertThat(work()).containsExactly("c2");
        assertThat(registered()).contains("there");
        unreadable.clear();
        survivor.look();
        assertThat(inherited).endsWith("c2");
        assertThat(registered()).containsExactly("here");
    }

    @Test
    void who_wakes_up_while_it_is_taken_over_keeps_what_is_left_and_its_name() {
        var sleeper =
                new Survivor(
                        vertx,
                        store,
                        "here",
                        false,
                        times(),
                        (conversation, lost) -> {
                            inherited.add(conversation);
                            return conversation.equals("c3")
                                    ? store.alive(lost, LEASE).mapEmpty()
                                    : Future.succeededFuture();
                        },
                        registry);
        store.lapse("there");
        sleeper.look();
        sleeper.look();
        assertThat(inherited).doesNotContain("c5");
        assertThat(work()).contains("c3", "c4", "c5");
        assertThat(registered()).contains("there");
    }

    private Survivor survivor(String node, boolean alone) {
        return new Survivor(
                vertx,
                store,
                node,
                alone,
                times(),
                (conversation, _) -> {
                    if (unreadable.contains(conversation)) {
                        return Future.failedFuture("unreadable");
                    }
                    inherited.add(conversation);
                    return Future.succeededFuture();
                },
                registry);
    }

    private static GatewayConfig.Cluster times() {
        return new GatewayConfig.Cluster(LEASE, LEASE, LOOK, 2, 1_000);
    }

    private List<String> work() {
        return store.work("there", Optional.empty(), 10).result().conversations();
    }

    private List<String> registered() {
        return store.registered().result().stream().map(Registered::node).toList();
    }
}
