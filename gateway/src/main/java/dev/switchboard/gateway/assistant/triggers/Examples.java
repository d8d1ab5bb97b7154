package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.gateway.assistant.ContentFiles;
import dev.switchboard.gateway.assistant.Passage;
import dev.switchboard.gateway.policy.Kept;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The examples and vocabularies of all languages, and the lessons that are made of them.
final class Examples {

    /// Of an example that leaves choices, as many messages are learned from, each for a quarter of
    /// a written one.
    private static final int CHOICES_MAX = 8;

    private static final float CHOICE_SHARE = 0.25f;

    /// A clause of an ordinary message is ordinary too.
    private static final float CLAUSE_SHARE = 0.5f;

    private final List<Example> all;
    private final Vocabularies vocabularies;

    private Examples(List<Example> all, Vocabularies vocabularies) {
        this.all = List.copyOf(all);
        this.vocabularies = vocabularies;
    }

    /// Where examples come from, as it was at one moment.
    ///
    /// @param files what each file of the directory holds
    /// @param told passages, which say sentence by sentence what is no promise of a person
    record Source(SortedMap<Path, byte[]> files, List<Passage> told) {

        static Source of(Path dir, List<Passage> told) {
            SortedMap<Path, byte[]> files = new TreeMap<>();
            ContentFiles.list(dir).forEach(file -> files.put(file, ContentFiles.bytes(file)));
            return new Source(files, told);
        }

        Kept.Content content() {
            var content = new Kept.Content();
            files.forEach((file, bytes) -> content.add(ContentFiles.nameOf(file)).add(bytes));
            told.forEach(passage -> content.add(passage.language()).add(passage.text()));
            return content;
        }
    }

    /// Reads every file.
    ///
    /// @throws dev.switchboard.gateway.assistant.InvalidContent where one cannot be used
    static Examples of(Source source) {
        List<Example> all = new ArrayList<>();
        Map<String, Vocabulary> vocabularies = new HashMap<>();
        source.files()
                .forEach((file, bytes) -> {
                    ExampleFile.Content content = ExampleFile.read(file, bytes);
                    all.addAll(content.examples());
                    vocabularies.put(content.language(), Vocabulary.of(content.words()));
                });
        all.addAll(sentences(source.told()));
        return new Examples(all, new Vocabularies(vocabularies));
    }

    private static List<Example> sentences(List<Passage> told) {
        List<Example> sentences = new ArrayList<>();
        for (Passage passage : told) {
            BreakIterator ends =
                    BreakIterator.getSentenceInstance(Locale.forLanguageTag(passage.language()));
            ends.setText(passage.text());
            int from = 0;
            for (int to = ends.next(); to != BreakIterator.DONE; to = ends.next()) {
                String sentence = passage.text().substring(from, to).strip();
                sentences.add(
                        new Example(
                                passage.language(),
                                Optional.of(Subject.PROMISE),
                                Example.Kind.NOT,
                                sentence,
                                0));
                from = to;
            }
        }
        return sentences;
    }

    List<Example> all() {
        return all;
    }

    Vocabularies vocabularies() {
        return vocabularies;
    }

    /// Learns to tell the subjects from all examples.
    Classifier learn(List<Subject> subjects) {
        return learn(all, subjects);
    }

    /// Learns to tell some subjects from some of the examples.
    Classifier learn(List<Example> some, List<Subject> subjects) {
        List<Learner.Lesson> lessons = new ArrayList<>();
        Features features = new Features();
        for (Example example : some) {
            if (!concerns(example, subjects)) {
                continue;
            }
            float share = example.leavesChoice() ? CHOICE_SHARE : 1;
            for (String message : example.messages(CHOICES_MAX)) {
                teach(example, subjects, Words.of(message), share, features, lessons);
            }
        }
        return Learner.learn(lessons, subjects.size());
    }

    private void teach(
            Example example,
            List<Subject> subjects,
            Words words,
            float share,
            Features features,
            List<Learner.Lesson> lessons) {
        Vocabulary vocabulary = vocabularies.of(example.language());
        int subject = example.subject().map(subjects::indexOf).orElse(-1);
        Seen whole = seen(words, 0, words.plain().size(), vocabulary, features);
        lessons.add(new Learner.Lesson(whole, subject, share));
        if (subject < 0 && words.ends().size() > 1 && !example.leavesChoice()) {
            int from = 0;
            for (int to : words.ends()) {
                Seen clause = seen(words, from, to, vocabulary, features);
                lessons.add(new Learner.Lesson(clause, subject, CLAUSE_SHARE));
                from = to;
            }
        }
    }

    private static Seen seen(
            Words words, int from, int to, Vocabulary vocabulary, Features features) {
        return features.of(words, from, to, vocabulary.notionsOf(words.plain().subList(from, to)));
    }

    /// Ordinary messages are of customers.
    private static boolean concerns(Example example, List<Subject> subjects) {
        return example.heading()
                .map(subjects::contains)
                .orElse(subjects.contains(Subject.DIRECT_REQUEST));
    }
}
