package switchboard.load.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The arithmetic, on the files that are shipped with some figures changed.
final class PlanTest {

    @TempDir private Path directory;

    private String measured = "";
    private String assumed = "";

    @BeforeEach
    void read() throws IOException {
        measured = Files.readString(Path.of("scaling/measured.yaml"));
        assumed = Files.readString(Path.of("scaling/assumed.yaml"));
        assume("peak-factor", 2);
        assume("chatting-percent", 10);
        assume("with-agent-percent", 20);
        assume("turns-per-minute", 1);
        assume("tokens-per-answer", 100);
        assume("says-per-minute", 3);
        assume("conversation-minutes", 10);
        assume("handoff-percent", 15);
        assume("session-minutes", 20);
        assume("heartbeat-seconds", 25);
        assume("retention-hours", 1);
    }

    @Test
    void sessions_do_what_is_assumed_of_them() throws IOException {
        Load load = Load.of(figures(), 1_200_000);
        assertThat(load.turns()).isCloseTo(3_200, within(0.1));
        assertThat(load.tokens()).isCloseTo(320_000, within(1.0));
        assertThat(load.says()).isCloseTo(2_400, within(0.1));
        assertThat(load.conversations()).isCloseTo(400, within(0.1));
        assertThat(load.handoffs()).isCloseTo(60, within(0.1));
        assertThat(load.handshakes()).isCloseTo(2_000, within(0.1));
        assertThat(load.heartbeats()).isCloseTo(48_000, within(0.1));
    }

    @Test
    void the_mean_has_the_same_sessions_and_heartbeats_as_the_peak() throws IOException {
        Load load = Load.of(figures(), 1_200_000);
        Load mean = load.mean(figures());
        assertThat(mean.turns()).isCloseTo(load.turns() / 2, within(0.1));
        assertThat(mean.handshakes()).isCloseTo(load.handshakes() / 2, within(0.1));
        assertThat(mean.heartbeats()).isEqualTo(load.heartbeats());
    }

    @Test
    void cpu_is_what_each_thing_takes_times_how_often() throws IOException {
        measure("token-micros", 10);
        measure("handshake-micros-tls-full", 800);
        measure("handshake-micros-tls-resumed", 200);
        measure("welcome-micros", 100);
        assume("resumed-percent", 50);
        assume("tls-percent", 100);
        Nodes nodes = Nodes.of(figures(), Load.of(figures(), 1_200_000));
        assertThat(nodes.cores().get("tokens")).isCloseTo(3.2, within(0.001));
        assertThat(nodes.cores().get("handshakes")).isCloseTo(1.2, within(0.001));
    }

    @Test
    void a_session_takes_heap_with_room_and_what_is_beside_it() throws IOException {
        measure("session-heap-bytes-plain", 1_000);
        measure("session-native-bytes-plain", 500);
        measure("session-heap-bytes-tls", 3_000);
        measure("session-native-bytes-tls", 10_000);
        measure("session-kernel-bytes", 4_000);
        assume("heap-factor", 2);
        assume("tls-percent", 25);
        Nodes nodes = Nodes.of(figures(), Load.of(figures(), 1_000));
        // 0.75 × (2,000 + 500) + 0.25 × (6,000 + 10,000) + 4,000
        assertThat(nodes.memoryBytes()).isCloseTo(9_875_000, within(0.1));
    }

    @Test
    void the_scarcest_resource_binds_and_spare_nodes_are_on_top() throws IOException {
        assume("sessions-per-node-max", 10_000);
        assume("spare-percent", 50);
        Plan plan = Plan.of(figures(), 1_000_000);
        assertThat(plan.nodes().binds()).isEqualTo("sessions a node");
        assertThat(plan.nodes().count()).isEqualTo(150);
        assertThat(plan.kernel().sessionsMost()).isCloseTo(10_000, within(0.1));
        assume("sessions-per-node-max", 1_000_000);
        measure("session-native-bytes-tls", 10_000_000);
        assertThat(Plan.of(figures(), 1_000_000).nodes().binds()).isEqualTo("memory");
    }

    @Test
    void redis_is_a_cluster_of_three_or_more() throws IOException {
        assertThat(Plan.of(figures(), 1_000).shards().count()).isEqualTo(3);
        measure("redis-command-micros", 1_000);
        Plan plan = Plan.of(figures(), 1_000_000);
        assertThat(plan.shards().binds()).isEqualTo("CPU");
        assertThat((double) plan.shards().count())
                .isEqualTo(Math.ceil(plan.shards().commands() * 1_000 / 1e6 / 0.5));
    }

    @Test
    void cost_is_machines_and_traffic() throws IOException {
        assume("node-price-per-month", 100);
        assume("redis-price-per-month", 50);
        assume("traffic-price-per-gb", 0);
        Plan plan = Plan.of(figures(), 1_000_000);
        assertThat(plan.cost().all())
                .isEqualTo(plan.nodes().count() * 100.0 + plan.shards().count() * 50.0);
    }

    @Test
    void kernel_settings_are_rounded_up_to_two_digits() {
        assertThat(Plan.Kernel.rounded(123_456)).isEqualTo(130_000);
        assertThat(Plan.Kernel.rounded(120_000)).isEqualTo(120_000);
        assertThat(Plan.Kernel.rounded(7)).isEqualTo(7);
    }

    private void measure(String name, double value) {
        measured = changed(measured, name, value);
    }

    private void assume(String name, double value) {
        assumed = changed(assumed, name, value);
    }

    private static String changed(String yaml, String name, double value) {
        String with =
                yaml.replaceFirst(
                        "(?m)^" + name + ":\n  value: .*$", name + ":\n  value: " + value);
        assertThat(with).contains(name + ":\n  value: " + value);
        return with;
    }

    private Figures figures() throws IOException {
        return Figures.read(
                Files.writeString(directory.resolve("measured.yaml"), measured),
                Files.writeString(directory.resolve("assumed.yaml"), assumed));
    }
}
