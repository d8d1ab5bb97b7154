package dev.switchboard.gateway.assistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The lines of a briefing, as `config/briefing.yaml` explains them.
///
/// @param feeling by the words with which a model names it
public record BriefingWords(
        String asked,
        String tried,
        String orders,
        String proposed,
        String agreed,
        Feeling feeling,
        String next,
        String customer) {

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    /// How a customer feels, in a sentence.
    public record Feeling(String calm, String worried, String angry) {
        /// The sentence for a model's word; nothing for one that says nothing.
        public Optional<String> of(String word) {
            return switch (word.strip()) {
                case "calm" -> Optional.of(calm);
                case "worried" -> Optional.of(worried);
                case "angry" -> Optional.of(angry);
                default -> Optional.empty();
            };
        }
    }

    /// Reads the file.
    ///
    /// @throws InvalidContent where it cannot be used; its message says what to do
    public static BriefingWords load(Path file) {
        BriefingWords words = read(file);
        Map.of(
                        words.asked(), "{words}",
                        words.tried(), "{what}",
                        words.orders(), "{numbers}",
                        words.proposed(), "{what}",
                        words.agreed(), "{what}",
                        words.next(), "{what}",
                        words.customer(), "{facts}")
                .forEach((line, braces) -> {
                    if (!line.contains(braces)) {
                        throw new InvalidContent(
                                file, 1, "'" + line + "' has no " + braces + "; put it back");
                    }
                });
        return words;
    }

    private static BriefingWords read(Path file) {
        try {
            return YAML.readValue(ContentFiles.read(file), BriefingWords.class);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new InvalidContent(file, line, e.getOriginalMessage());
        }
    }
}
