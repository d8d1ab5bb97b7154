package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.assistant.Lexicon;
import dev.switchboard.gateway.embedded.EmbeddedModelPrompt.Source;
import dev.switchboard.gateway.embedded.EmbeddedModelRead.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Finds the sentences of passages and results that answer a question. Not for two threads at once.
///
/// Passages come best first, from a search that knows more than stands in them, so their order
/// counts. So do the words of the question that a passage has in its text and, more, in its
/// article's title and keywords, the rare ones most; and whether it says a time where one asks how
/// long, an amount where one asks how much. Of the best passage three sentences in a row are
/// quoted, and two of a second one that is nearly as good or speaks of what the first leaves open.
final class EmbeddedModelQuotes {
    /// What the first passage has ahead of the rest, the second of the third, and so on.
    private static final double RANK = 0.5;

    private static final double TEXT = 1;
    private static final double TOPIC = 1.5;
    private static final double TOLD = 0.35;

    /// An article begins with what most people ask.
    private static final double BEGINNING = 0.1;

    /// What the question has that the best passage has not, and a second one has.
    private static final double OPEN = 0.5;

    private static final double OPEN_MIN = 0.15;

    /// A passage with less of the question's words, by weight, has come along by chance.
    private static final double SHARE_MIN = 0.2;

    private static final double SECOND_MIN = 0.75;
    private static final int SENTENCES = 3;
    private static final int SENTENCES_OF_SECOND = 2;

    private static final int LINES_MIN = 2;
    private static final int LINES_MAX = 4;

    /// A line of a result that fits less than this share of the best one's fit is left out.
    private static final double FIT_ENOUGH = 0.3;

    private static final int SOURCES_KEPT_MAX = 2_000;

    private final Supplier<HelpCenter> helpCenter;
    private final EmbeddedModelPhrases phrases;
    private final Lexicon plain = Lexicon.plain();

    /// The sources seen lately: the same few passages come with thousands of questions.
    private final Map<Source, EmbeddedModelRead> kept =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, EmbeddedModelRead> eldest) {
                    return size() > SOURCES_KEPT_MAX;
                }
            };

    /// @param helpCenter whose words are known; passages may be of others
    EmbeddedModelQuotes(Supplier<HelpCenter> helpCenter, EmbeddedModelPhrases phrases) {
        this.helpCenter = helpCenter;
        this.phrases = phrases;
    }

    /// A passage that may answer.
    private record Candidate(EmbeddedModelRead read, EmbeddedModelAsked asked, double score) {}

    /// The sentences that answer the prompt's question; empty where none does.
    ///
    /// What a tool returned was asked for on behalf of this question, so it answers it in any case.
    Optional<String> find(EmbeddedModelPrompt prompt) {
        if (!prompt.results().isEmpty()) {
            EmbeddedModelRead result = read(prompt.results().getLast(), prompt.language());
            return result.sentences().isEmpty()
                    ? Optional.empty()
                    : Optional.of(lines(result, asked(result, prompt)));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int rank = 0; rank < prompt.passages().size(); rank++) {
            EmbeddedModelRead read = read(prompt.passages().get(rank), prompt.language());
            EmbeddedModelAsked asked = asked(read, prompt);
            if (!read.sentences().isEmpty() && asked.share(read.all()) >= SHARE_MIN) {
                candidates.add(new Candidate(read, asked, score(read, asked, rank)));
            }
        }
        return candidates.stream()
                .max(Comparator.comparingDouble(Candidate::score))
                .map(best -> quote(best, candidates));
    }

    private EmbeddedModelAsked asked(EmbeddedModelRead read, EmbeddedModelPrompt prompt) {
        return EmbeddedModelAsked.of(
                prompt.question(),
                read.lexicon(),
                phrases.asksHowLong(prompt.language(), prompt.question()),
                phrases.asksHowMuch(prompt.language(), prompt.question()));
    }

    private static double score(EmbeddedModelRead read, EmbeddedModelAsked asked, int rank) {
        return RANK / (1 + rank)
                + TEXT * asked.share(read.text())
                + TOPIC * asked.share(read.topic())
                + (read.sentences().stream().anyMatch(asked::isToldBy) ? TOLD : 0)
                + (read.isBeginning() ? BEGINNING : 0);
    }

    private static String quote(Candidate best, List<Candidate> candidates) {
        String first = joined(best.asked().window(best.read().sentences(), SENTENCES));
        return candidates.stream()
                .filter(candidate -> !candidate.equals(best))
                .flatMap(candidate -> beside(best, candidate).stream())
                .filter(candidate -> candidate.score() >= SECOND_MIN * best.score())
                .max(Comparator.comparingDouble(Candidate::score))
                .map(second ->
                        second.asked().window(second.read().sentences(), SENTENCES_OF_SECOND))
                .map(second -> first + "\n" + joined(second))
                .orElse(first);
    }

    /// A candidate as a second one; nothing where it is of another article and speaks of nothing
    /// that the best one leaves open.
    private static Optional<Candidate> beside(Candidate best, Candidate other) {
        EmbeddedModelAsked open = best.asked().without(best.read().all());
        double more = open.held(other.read().all()) / best.asked().all();
        boolean same = other.read().article().equals(best.read().article());
        return same || more >= OPEN_MIN
                ? Optional.of(
                        new Candidate(other.read(), other.asked(), other.score() + OPEN * more))
                : Optional.empty();
    }

    /// The lines of a result that fit best, in their order.
    private static String lines(EmbeddedModelRead result, EmbeddedModelAsked asked) {
        List<Sentence> lines = result.sentences();
        List<Double> fits = lines.stream().map(line -> asked.share(line.terms())).toList();
        List<Integer> byFit = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            byFit.add(i);
        }
        byFit.sort(Comparator.comparing(fits::get, Comparator.reverseOrder()));
        double enough = fits.get(byFit.getFirst()) * FIT_ENOUGH;
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int i : byFit) {
            if (chosen.size() < LINES_MAX && fits.get(i) > 0 && fits.get(i) >= enough) {
                chosen.add(i);
            }
        }
        int from = chosen.isEmpty() ? 0 : chosen.first();
        for (int i = from; i < lines.size() && chosen.size() < LINES_MIN; i++) {
            chosen.add(i);
        }
        return joined(chosen.stream().map(lines::get).toList());
    }

    private static String joined(List<Sentence> sentences) {
        StringBuilder quote = new StringBuilder();
        for (Sentence sentence : sentences) {
            String text = sentence.text();
            if (!quote.isEmpty()) {
                quote.append(text.startsWith("- ") ? '\n' : ' ');
            }
            quote.append(text);
        }
        return quote.toString();
    }

    private EmbeddedModelRead read(Source source, String languageOfPrompt) {
        String language =
                Languages.primary(
                        source.language().isEmpty() ? languageOfPrompt : source.language());
        Lexicon lexicon = helpCenter.get().lexicon(language).orElse(plain);
        return kept.compute(
                source,
                (_, before) ->
                        before != null && before.lexicon() == lexicon
                                ? before
                                : EmbeddedModelRead.of(source, lexicon, language));
    }
}
