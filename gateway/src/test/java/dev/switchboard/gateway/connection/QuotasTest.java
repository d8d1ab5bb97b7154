package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What persons and addresses have of a node.
class QuotasTest {

    private static final Rate QUICK = Rate.of(1_000_000, 10);
    private static final Rate SLOW = Rate.of(1, 3);

    @Test
    void each_has_so_many_sockets_and_may_have_another_when_one_is_gone() {
        var quotas = new Quotas<String>(2, QUICK);
        var first = quotas.enter("ana").orElseThrow();
        assertThat(quotas.enter("ana")).isPresent();
        assertThat(quotas.enter("ana")).isEmpty();
        assertThat(quotas.enter("ben")).isPresent();
        first.leave();
        assertThat(quotas.enter("ana")).isPresent();
        assertThat(quotas.enter("ana")).isEmpty();
    }

    @Test
    void the_sockets_of_one_share_what_they_may_send() {
        var quotas = new Quotas<String>(2, SLOW);
        var one = quotas.enter("ana").orElseThrow();
        var other = quotas.enter("ana").orElseThrow();
        assertThat(one.spend() && other.spend() && one.spend()).isTrue();
        assertThat(other.spend()).isFalse();
        assertThat(quotas.enter("ben").orElseThrow().spend()).isTrue();
    }

    @Test
    void who_comes_back_has_spent_what_they_had_spent() {
        var quotas = new Quotas<String>(2, SLOW);
        var before = quotas.enter("ana").orElseThrow();
        assertThat(before.spend() && before.spend() && before.spend()).isTrue();
        before.leave();
        assertThat(quotas.enter("ana").orElseThrow().spend()).isFalse();
    }

    @Test
    void who_has_gone_and_owes_nothing_leaves_no_trace() {
        var quotas = new Quotas<Integer>(2, QUICK);
        for (int i = 0; i < 1000; i++) {
            var quota = quotas.enter(i).orElseThrow();
            quota.spend();
            quota.leave();
        }
        while (quotas.size() > 1) {
            quotas.enter(-1).ifPresent(Quotas.Quota::leave);
        }
        assertThat(quotas.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void from_many_threads_nobody_gets_more_than_their_share_and_nothing_stays_behind()
            throws Exception {
        var quotas = new Quotas<Integer>(1, QUICK);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var runs = new ArrayList<Callable<Boolean>>();
            int[] inside = new int[3];
            for (int t = 0; t < 4; t++) {
                var chance = new SplittableRandom(t);
                runs.add(() -> comeAndGo(quotas, inside, chance));
            }
            for (var run : threads.invokeAll(runs)) {
                assertThat(run.get()).isTrue();
            }
        }
        for (int key = 0; key < 3; key++) {
            var quota = quotas.enter(key);
            assertThat(quota).isPresent();
            quota.get().leave();
        }
    }

    private static boolean comeAndGo(
            Quotas<Integer> quotas, int[] inside, SplittableRandom chance) {
        boolean alone = true;
        for (int i = 0; i < 50_000; i++) {
            int key = chance.nextInt(3);
            var quota = quotas.enter(key);
            if (quota.isPresent()) {
                // Unguarded on purpose: whoever is in is the only one.
                alone &= ++inside[key] == 1;
                inside[key]--;
                quota.get().leave();
            }
        }
        return alone;
    }
}
