package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.policy.RoutingPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks are taken by hand: what happens between two of them is what is tested.
class PolicyFilesTest {
    private static final String OFFER_5S = PolicyDir.ROUTING + "times: { offer: 5s }\n";
    private static final String OFFER_7S = PolicyDir.ROUTING + "times: { offer: 7s }\n";
    private static final String BAD = PolicyDir.ROUTING + "times: { offer: soon }\n";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<RoutingPolicy> heard = new ArrayList<>();

    @TempDir private Path temp;
    private PolicyDir dir;
    private PolicyFiles files;

    @BeforeEach
    void openGoodFiles() {
        dir = new PolicyDir(temp).good();
        files = open();
        files.onChange(heard::add);
    }

    @Test
    void what_does_not_change_is_not_told() {
        look(5);

        assertThat(heard).isEmpty();
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 0, 0);
    }

    @Test
    void a_change_is_told_once_when_two_looks_agree() {
        dir.replace(dir.routing(), OFFER_5S);

        look(1);
        assertThat(heard).isEmpty();
        look(4);
        assertThat(heard).containsExactly(files.current());
        assertThat(files.current().times().offer()).isEqualTo(Duration.ofSeconds(5));
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(1, 0, 0);
    }

    @Test
    void a_listener_finds_the_policy_that_it_is_told_of() {
        List<RoutingPolicy> found = new ArrayList<>();
        files.onChange(_ -> found.add(files.current()));

        dir.replace(dir.routing(), OFFER_5S);
        look(2);

        assertThat(found).isEqualTo(heard).hasSize(1);
    }

    @Test
    void a_bad_change_is_counted_once_and_the_policy_before_stays() {
        RoutingPolicy before = files.current();

        dir.replace(dir.routing(), BAD);
        look(5);

        assertThat(heard).isEmpty();
        assertThat(files.current()).isEqualTo(before);
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 1, 0);
    }

    @Test
    void a_bad_change_that_is_mended_is_told() {
        dir.replace(dir.routing(), BAD);
        look(2);
        dir.replace(dir.routing(), OFFER_5S);
        look(2);

        assertThat(heard)
                .extracting(policy -> policy.times().offer())
                .containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void a_bad_change_that_is_taken_back_is_no_change_of_policy() {
        dir.replace(dir.routing(), BAD);
        look(2);
        dir.replace(dir.routing(), PolicyDir.ROUTING);
        look(2);

        assertThat(heard).isEmpty();
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 1, 1);
    }

    @Test
    void other_words_for_the_same_are_not_told() {
        dir.replace(dir.routing(), "# a remark\n" + PolicyDir.ROUTING);
        look(3);

        assertThat(heard).isEmpty();
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 0, 1);
    }

    @Test
    void the_same_content_of_another_age_is_no_change() throws IOException {
        Files.setLastModifiedTime(dir.routing(), FileTime.fromMillis(1_000_000));
        dir.replace(dir.markets(), PolicyDir.MARKETS);
        look(3);

        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 0, 0);
    }

    @Test
    void a_change_of_the_same_size_and_age_is_a_change() throws IOException {
        dir.replace(dir.routing(), OFFER_5S);
        look(2);
        var age = Files.getLastModifiedTime(dir.routing());
        dir.write(dir.routing(), OFFER_7S);
        Files.setLastModifiedTime(dir.routing(), age);
        look(2);

        assertThat(heard)
                .extracting(policy -> policy.times().offer())
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(7));
    }

    /// Written piece by piece, with a look after each, as a slow editor would.
    @Test
    void a_file_that_is_being_written_is_not_taken_before_it_is_whole() {
        for (int end = 0; end <= OFFER_5S.length(); end += 3) {
            dir.write(dir.routing(), OFFER_5S.substring(0, end));
            look(1);
        }
        dir.write(dir.routing(), OFFER_5S);
        look(2);

        assertThat(heard)
                .extracting(policy -> policy.times().offer())
                .containsExactly(Duration.ofSeconds(5));
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(1, 0, 0);
    }

    @Test
    void half_a_file_that_stays_is_refused_and_the_whole_one_ends_right() {
        dir.write(dir.routing(), OFFER_5S.substring(0, OFFER_5S.length() - 5));
        look(3);
        assertThat(files.current().times().offer()).isEqualTo(Duration.ofSeconds(20));
        dir.write(dir.routing(), OFFER_5S);
        look(2);

        assertThat(files.current().times().offer()).isEqualTo(Duration.ofSeconds(5));
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(1, 1, 0);
    }

    @Test
    void a_file_that_is_away_for_a_moment_is_no_change() throws IOException {
        Files.delete(dir.routing());
        look(1);
        dir.write(dir.routing(), PolicyDir.ROUTING);
        look(2);

        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 0, 0);
    }

    @Test
    void a_file_that_is_gone_is_refused_and_the_policy_stays() throws IOException {
        Files.delete(dir.routing());
        look(3);

        assertThat(heard).isEmpty();
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(0, 1, 0);
    }

    /// Both files are good with either of the other, so that nothing but the order of reading keeps
    /// the mix out.
    @Test
    void of_two_files_that_are_replaced_one_after_the_other_no_mix_is_taken() {
        dir.replace(dir.routing(), OFFER_5S);
        look(1);
        dir.replace(dir.markets(), market("callback"));
        look(2);

        assertThat(heard)
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.times().offer()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(policy.markets().get("SE").overflow().toString())
                            .contains("CALLBACK");
                });
    }

    @Test
    void files_that_contradict_are_refused_until_both_fit() {
        dir.replace(dir.routing(), "pools: { default: { markets: [SE, NO, DK] } }\n");
        look(3);
        assertThat(files.current().markets()).containsOnlyKeys("NO", "SE");
        dir.replace(
                dir.markets(),
                PolicyDir.MARKETS + "  DK: { time-zone: Europe/Copenhagen, languages: [da] }\n");
        look(2);

        assertThat(heard)
                .singleElement()
                .satisfies(
                        policy -> assertThat(policy.markets()).containsOnlyKeys("DK", "NO", "SE"));
        assertThat(reloads("applied", "refused", "unchanged")).containsExactly(1, 1, 0);
    }

    /// As Kubernetes mounts a ConfigMap: the files are links through a link that is turned.
    @Test
    void a_directory_behind_a_link_that_is_turned_is_taken_whole() throws IOException {
        Path mount = Files.createDirectory(temp.resolve("mount"));
        Path old = Files.createDirectory(temp.resolve("old"));
        Path next = Files.createDirectory(temp.resolve("next"));
        new PolicyDir(old).good();
        new PolicyDir(next)
                .write(next.resolve("routing.yaml"), OFFER_5S)
                .write(next.resolve("markets.yaml"), market("ticket"));
        Files.createSymbolicLink(mount.resolve("data"), old);
        for (String name : List.of("markets.yaml", "routing.yaml")) {
            Files.createSymbolicLink(mount.resolve(name), Path.of("data", name));
        }
        files = open(mount);
        files.onChange(heard::add);

        Files.createSymbolicLink(mount.resolve("turned"), next);
        Files.move(mount.resolve("turned"), mount.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertThat(heard)
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.times().offer()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(policy.markets().get("SE").overflow().toString()).contains("TICKET");
                });
    }

    @Test
    void files_that_are_swapped_while_they_are_first_read_are_read_until_two_readings_agree() {
        PolicySource old = PolicySource.read(temp);
        dir.write(dir.markets(), market("ticket")).write(dir.routing(), OFFER_5S);
        PolicySource swapped = PolicySource.read(temp);
        PolicySource mix = new PolicySource(old.markets(), swapped.routing());
        Iterator<PolicySource> readings = List.of(old, mix, swapped, swapped).iterator();

        assertThat(PolicySource.settled(readings::next)).isEqualTo(swapped);
        assertThat(readings.hasNext()).isFalse();
    }

    @Test
    void languages_are_those_of_the_newest_files() {
        assertThat(files.languages(Optional.of("SE"))).containsExactly("sv");

        dir.replace(
                dir.markets(), "markets: { SE: { time-zone: Europe/Stockholm, languages: [fi] } }");
        look(2);

        assertThat(files.languages(Optional.of("SE"))).containsExactly("fi");
        assertThat(files.languages(Optional.of("NO"))).isEmpty();
        assertThat(files.languages(Optional.empty())).isEmpty();
    }

    @Test
    void bad_files_are_not_opened() {
        dir.write(dir.routing(), BAD);

        assertThat(PolicyFiles.open(temp, registry))
                .isInstanceOfSatisfying(
                        PolicyFiles.Opened.Refused.class,
                        refused ->
                                assertThat(refused.errors())
                                        .singleElement()
                                        .extracting(PolicyError::key)
                                        .isEqualTo("times.offer"));
    }

    private static String market(String overflow) {
        return "markets: { SE: { time-zone: Europe/Stockholm, languages: [sv], overflow: %s } }"
                .formatted(overflow);
    }

    private PolicyFiles open() {
        return open(temp);
    }

    private PolicyFiles open(Path where) {
        return ((PolicyFiles.Opened.Good) PolicyFiles.open(where, registry)).files();
    }

    private void look(int times) {
        for (int n = 0; n < times; n++) {
            files.look();
        }
    }

    private List<Integer> reloads(String... outcomes) {
        List<Integer> counts = new ArrayList<>();
        for (String outcome : outcomes) {
            counts.add(
                    (int)
                            registry.get("switchboard.policy.reloads")
                                    .tag("outcome", outcome)
                                    .counter()
                                    .count());
        }
        return counts;
    }
}
