package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.policy.PolicyWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks are taken by hand: what happens between two of them is what is tested.
class HelpCenterReloadTest {
    private static final String REFUNDS =
            "---\ntitle: Refunds\nkeywords: money\n---\n\nMoney comes back soon.\n";
    private static final String RETURNS =
            "---\ntitle: Returns\nkeywords: lamp\n---\n\nSend the lamp back.\n";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<HelpCenter> heard = new ArrayList<>();

    @TempDir private Path dir;
    private HelpCenterFiles files;

    @BeforeEach
    void openGoodFiles() throws IOException {
        replace("en/refunds.md", REFUNDS);
        replace("sv/refunds.md", "---\ntitle: Återbetalning\n---\n\nPengarna kommer snart.\n");
        files = open();
        files.onChange(heard::add);
    }

    @Test
    void what_does_not_change_is_not_told() {
        look(5);

        assertThat(heard).isEmpty();
        assertThat(reloads("applied")).isZero();
        assertThat(reloads("refused")).isZero();
    }

    @Test
    void a_changed_article_is_taken_when_two_looks_agree() throws IOException {
        replace("en/refunds.md", REFUNDS.replace("soon", "within 14 working days"));

        look(1);
        assertThat(heard).isEmpty();
        look(3);

        assertThat(heard).containsExactly(files.current());
        assertThat(found("money back")).containsExactly("Money comes back within 14 working days.");
        assertThat(reloads("applied")).isEqualTo(1);
    }

    @Test
    void an_added_article_is_found_and_a_removed_one_is_not_any_more() throws IOException {
        assertThat(found("lamp")).isEmpty();

        replace("en/returns.md", RETURNS);
        look(2);
        assertThat(found("lamp")).containsExactly("Send the lamp back.");

        Files.delete(dir.resolve("en/returns.md"));
        look(2);
        assertThat(found("lamp")).isEmpty();
        assertThat(heard).hasSize(2);
    }

    @Test
    void a_language_comes_and_goes() throws IOException {
        replace("de/refunds.md", "---\ntitle: Erstattung\n---\n\nDas Geld kommt bald.\n");
        look(2);
        assertThat(files.current().languages()).containsExactlyInAnyOrder("de", "en", "sv");

        Files.delete(dir.resolve("de/refunds.md"));
        Files.delete(dir.resolve("de"));
        look(2);
        assertThat(files.current().languages()).containsExactlyInAnyOrder("en", "sv");
    }

    @Test
    void a_bad_article_is_refused_once_and_what_was_there_stays() throws IOException {
        HelpCenter before = files.current();

        replace("en/returns.md", "# No front matter\n");
        look(5);

        assertThat(files.current()).isSameAs(before);
        assertThat(heard).isEmpty();
        assertThat(reloads("refused")).isEqualTo(1);

        replace("en/returns.md", RETURNS);
        look(2);
        assertThat(found("lamp")).hasSize(1);
    }

    @Test
    void a_directory_that_is_gone_changes_nothing() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
        look(3);

        assertThat(found("money back")).containsExactly("Money comes back soon.");
        assertThat(reloads("refused")).isEqualTo(1);
        Files.createDirectories(dir);
    }

    @Test
    void an_answer_under_way_keeps_what_it_got() throws IOException {
        HelpCenter asked = files.current();
        replace("en/refunds.md", REFUNDS.replace("soon", "late"));
        look(2);

        assertThat(asked.passages("en", "money back", 4))
                .extracting(Passage::text)
                .containsExactly("Money comes back soon.");
    }

    @Test
    void a_language_that_did_not_change_keeps_its_index() throws IOException {
        files.current().ranked("sv", "pengar");
        files.current().ranked("en", "money");
        HelpCenter before = files.current();
        replace("en/refunds.md", REFUNDS.replace("soon", "late"));
        look(2);

        assertThat(files.current().shares("sv", before)).isTrue();
        assertThat(files.current().shares("en", before)).isFalse();
    }

    @Test
    void files_that_are_bad_from_the_start_are_refused() throws IOException {
        replace("en/returns.md", "# No front matter\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("returns.md:1:");
    }

    @Test
    void the_watch_takes_changes_by_itself() throws Exception {
        BlockingQueue<HelpCenter> told = new LinkedBlockingQueue<>();
        files.onChange(told::add);
        Vertx vertx = Vertx.vertx();
        PolicyWatch watch = new PolicyWatch(vertx, files, Duration.ofMillis(5));
        watch.start();

        replace("en/returns.md", RETURNS);

        assertThat(told.poll(30, TimeUnit.SECONDS)).isNotNull();
        await(watch.stop());
        await(vertx.close());
    }

    private HelpCenterFiles open() {
        return HelpCenterFiles.open(dir, _ -> Set.of("the", "is"), Links.NONE, registry);
    }

    private List<String> found(String question) {
        return files.current().passages("en", question, 4).stream().map(Passage::text).toList();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            files.look();
        }
    }

    private double reloads(String outcome) {
        return registry.get("switchboard.help.center.reloads")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /// As editors do: a new file in place of the old one.
    private void replace(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Path next = Files.writeString(path.resolveSibling(".next"), text);
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
