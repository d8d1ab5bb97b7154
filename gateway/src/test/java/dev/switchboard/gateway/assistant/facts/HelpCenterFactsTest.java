package dev.switchboard.gateway.assistant.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A model that answers in one language from an article in another must not be held up: each
/// article as shipped passes with its English one as the only source.
class HelpCenterFactsTest {

    private static final Path HELP_CENTER = Path.of("..", "config", "help-center");

    @Test
    void every_translation_states_what_its_english_article_does() {
        List<String> cut = new ArrayList<>();
        for (Path language : list(HELP_CENTER)) {
            for (Path article : list(language)) {
                Path english = HELP_CENTER.resolve("en").resolve(article.getFileName());
                String tag = language.getFileName().toString();
                Sources sources = new Sources();
                sources.add(read(english), "en", tag);
                FactGate gate = new FactGate(sources, tag);
                String shown = gate.accept(body(article)) + gate.finish();
                if (gate.isShut()) {
                    cut.add(
                            tag
                                    + "/"
                                    + article.getFileName()
                                    + ": "
                                    + gate.uncovered()
                                    + " after "
                                    + shown);
                }
            }
        }
        assertThat(cut).isEmpty();
    }

    private static String body(Path article) {
        String[] parts = read(article).split("---\n", 3);
        return parts[parts.length - 1];
    }

    private static List<Path> list(Path dir) {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
