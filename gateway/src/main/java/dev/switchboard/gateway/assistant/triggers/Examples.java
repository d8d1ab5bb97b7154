package dev.switchboard.gateway.assistant.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.assistant.ContentFiles;
import dev.switchboard.gateway.assistant.Passage;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The examples and vocabularies of all languages, and the lessons that are made of them.
final class Examples {

    /// Of an example that leaves choices, as many messages are learned from, each for half a
    /// written one.
    private static final int CHOICES_MAX = 8;

    private static final float CHOICE_SHARE = 0.5f;

    /// A clause of an ordinary message is ordinary too.
    private static final float CLAUSE_SHARE = 0.5f;

    private final List<Example> all;
    private final Vocabularies vocabularies;
    private final byte[] digest;

    /// @param digest of all that these come from
    private Examples(List<Example> all, Vocabularies vocabularies, byte[] digest) {
        this.all = List.copyOf(all);
        this.vocabularies = vocabularies;
        this.digest = digest;
    }

    /// Reads every file of the directory.
    ///
    /// @throws dev.switchboard.gateway.assistant.InvalidContent where one cannot be used
    static Examples load(Path dir) {
        List<Example> all = new ArrayList<>();
        Map<String, Vocabulary> vocabularies = new HashMap<>();
        MessageDigest digest = Learned.sha256();
        for (Path file : ContentFiles.list(dir)) {
            digest.update(ContentFiles.nameOf(file).getBytes(UTF_8));
            digest.update(ContentFiles.bytes(file));
            ExampleFile.Content content = ExampleFile.read(file);
            all.addAll(content.examples());
            vocabularies.put(content.language(), new Vocabulary(content.words()));
        }
        return new Examples(all, new Vocabularies(vocabularies), digest.digest());
    }

    /// These, and what passages say, sentence by sentence: no promise of a person.
    Examples and(List<Passage> told) {
        List<Example> more = new ArrayList<>(all);
        MessageDigest with = Learned.sha256();
        with.update(digest);
        for (Passage passage : told) {
            with.update((passage.language() + "\n" + passage.text() + "\n").getBytes(UTF_8));
            BreakIterator ends =
                    BreakIterator.getSentenceInstance(Locale.forLanguageTag(passage.language()));
            ends.setText(passage.text());
            int from = 0;
            for (int to = ends.next(); to != BreakIterator.DONE; to = ends.next()) {
                String sentence = passage.text().substring(from, to).strip();
                more.add(
                        new Example(
                                passage.language(),
                                Optional.of(Subject.PROMISE),
                                Example.Kind.NOT,
                                sentence,
                                0));
                from = to;
            }
        }
        return new Examples(more, vocabularies, with.digest());
    }

    List<Example> all() {
        return all;
    }

    Vocabularies vocabularies() {
        return vocabularies;
    }

    /// Learns to tell the subjects from all examples.
    Judge judge(List<Subject> subjects) {
        Classifier learned =
                Learned.from(Learned.directory(), digest, subjects, () -> learn(all, subjects));
        return new Judge(learned, vocabularies);
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
        Seen whole = features.of(words, 0, words.plain().size(), vocabulary);
        lessons.add(new Learner.Lesson(whole, subject, share));
        if (subject < 0 && words.ends().size() > 1 && !example.leavesChoice()) {
            int from = 0;
            for (int to : words.ends()) {
                Seen clause = features.of(words, from, to, vocabulary);
                lessons.add(new Learner.Lesson(clause, subject, CLAUSE_SHARE));
                from = to;
            }
        }
    }

    /// Ordinary messages are of customers.
    private static boolean concerns(Example example, List<Subject> subjects) {
        return example.heading()
                .map(subjects::contains)
                .orElse(subjects.contains(Subject.DIRECT_REQUEST));
    }
}
