package dev.switchboard.gateway.assistant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.switchboard.gateway.policy.Kept;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How customers write in one language, as `config/languages` says it.
///
/// Messages are compared with what stands there without regard to case, accents and punctuation;
/// where only an accent tells yes from no, as in Vietnamese, it counts.
///
/// @param language primary BCP 47 tag
/// @param asking words with which people ask, greet and beg, and which say nothing about what they
///   ask
/// @param howLong with which they ask for a time, as `howMuch` for an amount
/// @param yes whole messages that agree, with their accents and, where that says the same, without
/// @param no whole messages that do not
/// @param greeting whole messages that need no help centre, as are `thanks`, `acknowledgement` and
///   `farewell`
/// @param embedded what the embedded model says of its own
public record LanguageWords(
        String language,
        Set<String> asking,
        Set<String> howLong,
        Set<String> howMuch,
        Set<String> yes,
        Set<String> no,
        Set<String> greeting,
        Set<String> thanks,
        Set<String> acknowledgement,
        Set<String> farewell,
        Phrases embedded) {

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private static final String ENDING = ".yaml";
    private static final String KEPT = "words";
    private static final String QUESTION = "{question}";

    private static final String KEYS =
            "asking, how-long, how-much, yes, no, greeting, thanks, acknowledgement, farewell, embedded";

    /// Accents of Latin, Greek and Cyrillic, and the vowel signs that Arabic and Hebrew do without.
    private static final Pattern ACCENTS =
            Pattern.compile("[\\u0300-\\u036F\\u0591-\\u05C7\\u064B-\\u0652\\u0670]");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /// What the embedded model says of its own.
    ///
    /// @param passageLead before sentences of the help centre
    /// @param resultLead before what a tool returned
    /// @param yes after a yes to nothing that was asked, as `no` is after a no
    /// @param noAnswer where there is no answer and nobody to hand over to
    /// @param summary for the agent, with `{question}`
    public record Phrases(
            @JsonProperty("passage-lead") String passageLead,
            @JsonProperty("result-lead") String resultLead,
            String greeting,
            String thanks,
            String acknowledgement,
            String farewell,
            String yes,
            String no,
            @JsonProperty("no-answer") String noAnswer,
            String summary) {

        /// For the agent, of a customer who asked this and had no answer.
        public String summary(String question) {
            return summary.replace(QUESTION, question);
        }
    }

    /// The file's own form.
    private record Content(
            List<String> asking,
            @JsonProperty("how-long") List<String> howLong,
            @JsonProperty("how-much") List<String> howMuch,
            List<String> yes,
            List<String> no,
            List<String> greeting,
            List<String> thanks,
            List<String> acknowledgement,
            List<String> farewell,
            Phrases embedded) {}

    public LanguageWords {
        asking = Set.copyOf(asking);
        howLong = Set.copyOf(howLong);
        howMuch = Set.copyOf(howMuch);
        yes = Set.copyOf(yes);
        no = Set.copyOf(no);
        greeting = Set.copyOf(greeting);
        thanks = Set.copyOf(thanks);
        acknowledgement = Set.copyOf(acknowledgement);
        farewell = Set.copyOf(farewell);
    }

    /// Reads a directory: each file that is named after a language.
    ///
    /// @return by primary tag
    /// @throws InvalidContent where a file cannot be used; its message says what to do
    public static SortedMap<String, LanguageWords> load(Path dir) {
        return load(dir, Kept.directory());
    }

    /// @param learned where words are kept that have been found good
    static SortedMap<String, LanguageWords> load(Path dir, Optional<Path> learned) {
        SortedMap<Path, byte[]> files = new TreeMap<>();
        var content = new Kept.Content();
        for (Path file : ContentFiles.list(dir)) {
            byte[] bytes = ContentFiles.bytes(file);
            files.put(file, bytes);
            content.add(ContentFiles.nameOf(file)).add(bytes);
        }
        var kept = new Kept(learned, content);
        return kept.find(KEPT)
                .map(LanguageWords::read)
                .orElseGet(() -> {
                    SortedMap<String, LanguageWords> read = read(files);
                    kept.keep(
                            KEPT,
                            Kept.bytes(out -> {
                                for (LanguageWords words : read.values()) {
                                    words.write(out);
                                }
                            }));
                    return read;
                });
    }

    private static SortedMap<String, LanguageWords> read(SortedMap<Path, byte[]> files) {
        SortedMap<String, LanguageWords> words = new TreeMap<>();
        files.forEach((file, bytes) -> {
            String language = ContentFiles.nameOf(file, ENDING);
            if (!ContentFiles.nameOf(file).endsWith(ENDING)
                    || !language.equals(Languages.primary(language))
                    || Languages.englishName(language).isEmpty()) {
                throw new InvalidContent(
                        file, 1, "not named after a language; rename it to one such as sv.yaml");
            }
            words.put(language, read(file, ContentFiles.text(file, bytes), language));
        });
        return words;
    }

    private void write(DataOutputStream out) throws IOException {
        Kept.text(out, language);
        for (Set<String> set :
                List.of(
                        asking,
                        howLong,
                        howMuch,
                        yes,
                        no,
                        greeting,
                        thanks,
                        acknowledgement,
                        farewell)) {
            out.writeInt(set.size());
            for (String text : set) {
                Kept.text(out, text);
            }
        }
        for (String phrase :
                List.of(
                        embedded.passageLead,
                        embedded.resultLead,
                        embedded.greeting,
                        embedded.thanks,
                        embedded.acknowledgement,
                        embedded.farewell,
                        embedded.yes,
                        embedded.no,
                        embedded.noAnswer,
                        embedded.summary)) {
            Kept.text(out, phrase);
        }
    }

    private static SortedMap<String, LanguageWords> read(ByteBuffer in) {
        SortedMap<String, LanguageWords> words = new TreeMap<>();
        while (in.hasRemaining()) {
            LanguageWords read =
                    new LanguageWords(
                            Kept.text(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            texts(in),
                            new Phrases(
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in),
                                    Kept.text(in)));
            words.put(read.language(), read);
        }
        return words;
    }

    private static Set<String> texts(ByteBuffer in) {
        String[] texts = new String[in.getInt()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Kept.text(in);
        }
        return Set.of(texts);
    }

    private static LanguageWords read(Path file, String text, String language) {
        Content content = content(file, text);
        if (!content.embedded().summary().contains(QUESTION)) {
            throw new InvalidContent(
                    file,
                    lineOf(text, "summary:"),
                    "embedded.summary has no " + QUESTION + "; write where the question stands");
        }
        Set<String> yes = accented(content.yes());
        Set<String> no = accented(content.no());
        for (String both : yes) {
            if (no.contains(both)) {
                throw new InvalidContent(
                        file,
                        lineOf(text, "\"no\":"),
                        "'" + both + "' stands under yes and under no; keep one");
            }
        }
        return new LanguageWords(
                language,
                content.asking().stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                plain(content.howLong()),
                plain(content.howMuch()),
                andPlain(yes, no),
                andPlain(no, yes),
                plain(content.greeting()),
                plain(content.thanks()),
                plain(content.acknowledgement()),
                plain(content.farewell()),
                content.embedded());
    }

    private static Set<String> accented(List<String> messages) {
        return messages.stream()
                .map(LanguageWords::accented)
                .filter(message -> !message.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// With what each is without accents, unless that would be the opposite as well.
    private static Set<String> andPlain(Set<String> messages, Set<String> opposite) {
        Set<String> all = new TreeSet<>(messages);
        messages.forEach(message -> all.add(plain(message)));
        opposite.forEach(message -> {
            all.remove(plain(message));
            all.remove(message);
        });
        all.addAll(messages);
        return all;
    }

    private static Set<String> plain(List<String> messages) {
        return messages.stream()
                .map(LanguageWords::plain)
                .filter(message -> !message.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Content content(Path file, String text) {
        try {
            Content content = YAML.readValue(text, Content.class);
            if (content == null) {
                throw new InvalidContent(file, 1, "empty; write " + KEYS);
            }
            return content;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidContent(
                    file,
                    lineOf(e),
                    "'" + e.getPropertyName() + "' is not known here; write one of " + KEYS);
        } catch (MismatchedInputException e) {
            String key =
                    e.getPath().stream()
                            .map(step -> step.getFieldName() == null ? "" : step.getFieldName())
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.joining("."));
            throw new InvalidContent(
                    file,
                    lineOf(e),
                    "%s: %s; see en.yaml for what is needed"
                            .formatted(key, e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new InvalidContent(file, lineOf(e), "no YAML: " + e.getOriginalMessage());
        }
    }

    private static int lineOf(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static int lineOf(String text, String entry) {
        int at = Math.max(0, text.indexOf(entry));
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /// Whether a whole message plainly agrees.
    public boolean isYes(String message) {
        return isAmong(yes, no, message);
    }

    /// Whether a whole message plainly does not.
    public boolean isNo(String message) {
        return isAmong(no, yes, message);
    }

    /// Whether a whole message asks for nothing: a yes, a no, a greeting, thanks and the like.
    public boolean isSmallTalk(String message) {
        String accented = accented(message);
        String plain = plain(message);
        return Stream.of(yes, no, greeting, thanks, acknowledgement, farewell)
                .anyMatch(messages -> messages.contains(accented) || messages.contains(plain));
    }

    /// As it is written, or else without accents.
    private static boolean isAmong(Set<String> messages, Set<String> opposite, String message) {
        String accented = accented(message);
        return messages.contains(accented)
                || (!opposite.contains(accented) && messages.contains(plain(message)));
    }

    private static String accented(String message) {
        String composed = Normalizer.normalize(message, Normalizer.Form.NFKC);
        return NO_WORD.matcher(composed.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    /// A message without case, accents, punctuation, symbols and doubled spaces.
    public static String plain(String message) {
        String apart = Normalizer.normalize(message.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        String bare =
                Normalizer.normalize(ACCENTS.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
        return NO_WORD.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
