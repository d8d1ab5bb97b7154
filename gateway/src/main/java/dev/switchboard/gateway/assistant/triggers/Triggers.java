package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.assistant.Passage;
import dev.switchboard.gateway.policy.Kept;
import dev.switchboard.routing.conversation.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Which messages of a customer go to a person at once, before any model is asked.
///
/// What they look like is learned at the start from examples in all languages, in the background;
/// who asks before that is done waits for it.
public final class Triggers {

    /// From which score on a message is of a subject, in the order of [Subject#OF_CUSTOMERS]: where
    /// about one in a hundred of the messages that nothing is learned from is a false alarm.
    static final float[] THRESHOLDS = {-0.09f, -0.03f, 0.2f, -0.13f, 0.36f};

    private static final float DISTRESS_ALLOWANCE = 0.1f;

    /// Found in cross-validation: half of all promises, and one of five hundred other sentences,
    /// each of which would send a customer to a person for nothing.
    private static final float PROMISE_THRESHOLD = 0.45f;

    private static final String WORDS = "triggers-words";

    private final FutureTask<Judge> ofCustomers;
    private final FutureTask<Judge> ofAssistants;

    private Triggers(Examples.Source source, Kept kept) {
        // Where the words of exactly these files are kept, the files have been found good.
        Optional<Vocabularies> words = kept.find(WORDS).map(Vocabularies::read);
        Supplier<Examples> examples;
        Vocabularies vocabularies;
        if (words.isPresent()) {
            vocabularies = words.get();
            examples = () -> Examples.of(source);
        } else {
            Examples read = Examples.of(source);
            vocabularies = read.vocabularies();
            kept.keep(WORDS, vocabularies.bytes());
            examples = () -> read;
        }
        this.ofCustomers = judge(Subject.OF_CUSTOMERS, examples, vocabularies, kept);
        this.ofAssistants = judge(Subject.OF_ASSISTANTS, examples, vocabularies, kept);
        Thread.ofPlatform()
                .name("triggers")
                .daemon()
                .start(() -> {
                    ofCustomers.run();
                    ofAssistants.run();
                });
    }

    /// Reads all examples of a directory and begins to learn from them.
    ///
    /// @throws dev.switchboard.gateway.assistant.InvalidContent where a file cannot be used; its
    ///   message says what to do
    ///
    /// @param told passages that an assistant may repeat: none of them promises a person
    public static Triggers load(Path dir, List<Passage> told) {
        return load(dir, told, Kept.directory());
    }

    /// The same, with a directory for what is learned.
    static Triggers load(Path dir, List<Passage> told, Optional<Path> learned) {
        Examples.Source source = Examples.Source.of(dir, told);
        return new Triggers(source, new Kept(learned, source.content()));
    }

    private static FutureTask<Judge> judge(
            List<Subject> subjects,
            Supplier<Examples> examples,
            Vocabularies vocabularies,
            Kept kept) {
        String name = "triggers-" + subjects.getFirst().section();
        return new FutureTask<>(() -> {
            ByteBuffer learned = kept.from(name, () -> examples.get().learn(subjects).bytes());
            return new Judge(Classifier.read(learned, subjects.size()), vocabularies);
        });
    }

    /// Why this message must go to a person, or nothing where the assistant may answer it. Takes
    /// some tens of microseconds, of the longest message two milliseconds; any thread but an event
    /// loop may ask.
    ///
    /// Of several reasons distress comes first, since somebody may be in danger; else the one that
    /// is said most plainly, so that whoever asks for a person in so many words has asked for one,
    /// whatever it is about.
    ///
    /// @param language BCP 47, of the message as far as is known
    public Optional<Reason> reason(String text, String language) {
        float[] scores = learned(ofCustomers).scores(text, Languages.primary(language));
        int first = Subject.OF_CUSTOMERS.indexOf(Subject.DISTRESS);
        boolean goes = false;
        for (int i = 0; i < scores.length; i++) {
            goes |= fires(scores, i);
        }
        // Of whoever goes to a person anyway, less is enough: it costs nothing to be wrong.
        boolean distress = scores[first] > THRESHOLDS[first] - (goes ? DISTRESS_ALLOWANCE : 0);
        for (int i = 0; i < scores.length && !distress; i++) {
            if (scores[i] - THRESHOLDS[i] > scores[first] - THRESHOLDS[first]) {
                first = i;
            }
        }
        return goes ? Subject.OF_CUSTOMERS.get(first).reason() : Optional.empty();
    }

    /// Whether a sentence of the assistant says that a person will take over. Any thread but an
    /// event loop may ask.
    ///
    /// @param language BCP 47, of the sentence
    public boolean promises(String sentence, String language) {
        return learned(ofAssistants).scores(sentence, Languages.primary(language))[0]
                > PROMISE_THRESHOLD;
    }

    private static boolean fires(float[] scores, int subject) {
        return scores[subject] > THRESHOLDS[subject];
    }

    private static Judge learned(FutureTask<Judge> judge) {
        try {
            return judge.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the examples were learned", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not learn from the examples", e);
        }
    }
}
