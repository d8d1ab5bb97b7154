package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCenterFilesTest {

    private static final String ARTICLE = "---\ntitle: Refunds\n---\n\nMoney comes back.\n";

    @TempDir private Path dir;

    @Test
    void every_language_has_the_articles_asked_for_most_and_english_has_all() {
        HelpCenter shipped = SearchQuestions.shipped();

        assertThat(shipped.languages()).containsExactlyInAnyOrderElementsOf(Languages.SHIPPED);
        assertThat(shipped.warnings()).isEmpty();
        assertThat(articles("en")).hasSize(24);
        assertThat(Languages.SHIPPED)
                .allSatisfy(language ->
                        assertThat(articles(language))
                                .extracting(Article::slug)
                                .containsAll(SearchQuestions.MOST_ASKED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sv", "de", "es", "ar"})
    void each_passage_states_the_same_numbers_in_every_language(String language) {
        for (Article other : articles(language)) {
            List<Passage> here = english(other.slug()).passages(Links.NONE);
            List<Passage> there = other.passages(Links.NONE);
            assertThat(there).extracting(Passage::id).isEqualTo(ids(here));
            for (int j = 0; j < here.size(); j++) {
                assertThat(numbers(there.get(j)))
                        .as(language + " " + there.get(j).id())
                        .isEqualTo(numbers(here.get(j)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void an_article_is_short_enough_to_read_and_long_enough_to_help(String language) {
        assertThat(articles(language))
                .allSatisfy(article ->
                        assertThat(String.join(" ", article.paragraphs()).split("\\s+"))
                                .as(article.slug())
                                .hasSizeBetween(90, 180));
    }

    @Test
    void an_article_that_english_lacks_is_warned_of() throws IOException {
        write("en/refunds.md", ARTICLE);
        write("sv/returns.md", ARTICLE);

        assertThat(load(dir).warnings()).containsExactly("en has no article returns, which sv has");
    }

    @Test
    void a_paragraph_may_run_over_several_lines() throws IOException {
        write("en/refunds.md", "---\r\ntitle: Refunds\r\n---\r\nMoney\r\ncomes.\r\n\r\n\r\nSoon.");

        assertThat(Article.read(dir.resolve("en/refunds.md"), "en").paragraphs())
                .containsExactly("Money comes.", "Soon.");
    }

    @Test
    void an_article_without_a_title_is_refused() throws IOException {
        write("en/refunds.md", "---\nkeywords: money\n---\n\nMoney comes back.\n");

        assertRefused("refunds.md:1: no title; add a line title: …");
    }

    @Test
    void an_article_without_front_matter_is_refused() throws IOException {
        write("en/refunds.md", "# Refunds\n\nMoney comes back.\n");

        assertRefused("refunds.md:1: no front matter; begin the file with ---");
    }

    @Test
    void front_matter_without_an_end_is_refused() throws IOException {
        write("en/refunds.md", "---\ntitle: Refunds\n");

        assertRefused("refunds.md:1: the front matter has no end; close it");
    }

    @Test
    void an_unknown_key_is_refused_with_its_line() throws IOException {
        write("en/refunds.md", "---\ntitle: Refunds\ntags: money\n---\n\nMoney.\n");

        assertRefused("refunds.md:3: 'tags' is not known here; write title: … or keywords: …");
    }

    @Test
    void an_article_without_text_is_refused() throws IOException {
        write("en/refunds.md", "---\ntitle: Refunds\n---\n");

        assertRefused("refunds.md:3: no text; write at least one paragraph");
    }

    @Test
    void a_file_in_another_encoding_is_refused_with_the_line() throws IOException {
        byte[] latin1 =
                "---\ntitle: Retur\n---\n\nÅterbetalning.\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.createDirectories(dir.resolve("sv"));
        Files.write(dir.resolve("sv/returns.md"), latin1);

        assertRefused("returns.md:5: not UTF-8 here; save the file as UTF-8");
    }

    @Test
    void a_file_cut_off_inside_a_letter_is_refused() throws IOException {
        byte[] whole = "---\ntitle: Retur\n---\n\nå".getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(dir.resolve("sv"));
        Files.write(dir.resolve("sv/returns.md"), java.util.Arrays.copyOf(whole, whole.length - 1));

        assertRefused("returns.md:5: not UTF-8 here; save the file as UTF-8");
    }

    @Test
    void a_folder_of_no_known_language_is_refused() throws IOException {
        write("en/refunds.md", ARTICLE);
        write("klingon/refunds.md", ARTICLE);

        assertRefused("rename the folder to one of ar, bg, bn, ca");
    }

    @Test
    void a_directory_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> load(dir.resolve("nowhere")))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("not a directory; create it");
    }

    private static HelpCenter load(Path dir) {
        return HelpCenter.load(dir, _ -> Set.of(), Links.NONE);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> load(dir))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining(message);
    }

    private void write(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static List<Article> articles(String language) {
        Path folder = Labelled.CONFIG.resolve("help-center").resolve(language);
        return ContentFiles.list(folder).stream()
                .map(file -> Article.read(file, language))
                .toList();
    }

    private static Article english(String slug) {
        return articles("en").stream()
                .filter(article -> article.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(List<Passage> passages) {
        return passages.stream().map(Passage::id).toList();
    }

    /// Without 1 and 2, for which Arabic has forms of the noun.
    private static List<Integer> numbers(Passage passage) {
        return Pattern.compile("\\d+")
                .matcher(passage.text())
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .filter(number -> number > 2)
                .sorted()
                .toList();
    }
}
