package dev.switchboard.gateway.assistant;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The questions by which search is measured, and the help centre that is shipped.
final class SearchQuestions {
    private static final Path CONFIG = Path.of("..", "config");
    private static final YAMLMapper YAML = new YAMLMapper();

    /// The articles that every language has.
    static final List<String> MOST_ASKED =
            List.of(
                    "pay-later",
                    "split-payment",
                    "extend-due-date",
                    "returns",
                    "refund-delayed",
                    "parcel-missing",
                    "declined-purchase",
                    "change-details");

    private static final Map<String, LanguageWords> WORDS =
            LanguageWords.load(CONFIG.resolve("languages"));

    private SearchQuestions() {}

    /// @param slug the article that answers it
    record Asked(String slug, String text) {}

    static HelpCenter shipped() {
        return HelpCenter.load(CONFIG.resolve("help-center"), SearchQuestions::asking, Links.NONE);
    }

    static Set<String> asking(String language) {
        LanguageWords words = WORDS.get(language);
        return words == null ? Set.of() : words.asking();
    }

    /// By language.
    static Map<String, List<Asked>> all() {
        Map<String, List<Asked>> all = new TreeMap<>();
        for (Path file : ContentFiles.list(CONFIG.resolve("evals").resolve("search"))) {
            all.put(ContentFiles.nameOf(file, ".yaml"), asked(file));
        }
        return all;
    }

    /// What no article answers, by language.
    static Map<String, List<String>> offTopic() {
        return sentences("off-topic.yaml");
    }

    /// Questions that nobody looked at while writing keywords, by language.
    static Map<String, List<Asked>> unseen() {
        Map<String, List<Asked>> unseen = new TreeMap<>();
        sentences("unseen.yaml")
                .forEach((language, questions) -> {
                    List<Asked> asked = new ArrayList<>();
                    for (int i = 0; i < questions.size(); i++) {
                        asked.add(new Asked(MOST_ASKED.get(i), questions.get(i)));
                    }
                    unseen.put(language, asked);
                });
        return unseen;
    }

    private static Map<String, List<String>> sentences(String resource) {
        try (InputStream in = SearchQuestions.class.getResourceAsStream("search/" + resource)) {
            return new TreeMap<>(
                    YAML.readValue(in, new TypeReference<Map<String, List<String>>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Asked> asked(Path file) {
        try {
            Map<String, List<String>> read =
                    YAML.readValue(
                            Files.readString(file),
                            new TypeReference<Map<String, List<String>>>() {});
            List<Asked> asked = new ArrayList<>();
            read.forEach((slug, questions) ->
                    questions.forEach(question -> asked.add(new Asked(slug, question))));
            return asked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
