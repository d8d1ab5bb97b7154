package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.embedded.EmbeddedModelPrompt.Source;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the sentences of passages and results that answer a question. Not for two threads at once.
///
/// A source answers when two words of the question, or half of them, occur in it, or one of them in
/// its title. Of the one in which the rarest of them occur, the two to four sentences that fit best
/// are quoted whole, in their order.
final class EmbeddedModelQuotes {
    private static final int SENTENCES_MIN = 2;
    private static final int SENTENCES_MAX = 4;
    private static final int STEMS_ENOUGH = 2;
    private static final double SHARE_ENOUGH = 0.5;

    /// A sentence that fits less than this share of the best one's fit is left out.
    private static final double FIT_ENOUGH = 0.3;

    private static final int SOURCES_KEPT_MAX = 2_000;

    private final EmbeddedModelWords words = new EmbeddedModelWords();

    /// The sources seen lately: the same few passages come with thousands of questions.
    private final Map<Source, Read> kept =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Read> eldest) {
                    return size() > SOURCES_KEPT_MAX;
                }
            };

    /// A source with the stems of its title and of its sentences.
    private record Read(Set<String> title, List<Sentence> sentences) {
        boolean holds(String stem) {
            return EmbeddedModelWords.anyAkin(stem, title)
                    || sentences.stream().anyMatch(sentence -> sentence.holds(stem));
        }
    }

    private record Sentence(String text, Set<String> stems) {
        boolean holds(String stem) {
            return EmbeddedModelWords.anyAkin(stem, stems);
        }

        double fit(Map<String, Double> weights) {
            double fit = 0;
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                fit += holds(weight.getKey()) ? weight.getValue() : 0;
            }
            return fit;
        }
    }

    /// The sentences that answer the prompt's question; empty where none does.
    ///
    /// What a tool returned was asked for on behalf of this question, so it answers it in any case.
    Optional<String> find(EmbeddedModelPrompt prompt) {
        Set<String> asked = words.stems(prompt.language(), prompt.question());
        if (!prompt.results().isEmpty()) {
            Source result = prompt.results().getLast();
            Read read = read(result, prompt.language());
            return read.sentences().isEmpty()
                    ? Optional.empty()
                    : Optional.of(quote(read, weigh(asked, List.of())));
        }
        List<Read> sources =
                prompt.passages().stream()
                        .map(passage -> read(passage, prompt.language()))
                        .filter(source -> !source.sentences().isEmpty())
                        .toList();
        Map<String, Double> weights = weigh(asked, sources);
        return sources.stream()
                .filter(source -> answers(source, asked))
                .max(Comparator.comparingDouble(source -> fit(source, weights)))
                .map(source -> quote(source, weights));
    }

    private static boolean answers(Read source, Set<String> asked) {
        long found = asked.stream().filter(source::holds).count();
        boolean named = asked.stream().anyMatch(s -> EmbeddedModelWords.anyAkin(s, source.title()));
        boolean enough = found >= STEMS_ENOUGH || found >= asked.size() * SHARE_ENOUGH;
        return named || (found > 0 && enough);
    }

    /// Rare words weigh more, as in BM25's inverse document frequency.
    private static Map<String, Double> weigh(Set<String> asked, List<Read> sources) {
        List<Sentence> all = sources.stream().flatMap(s -> s.sentences().stream()).toList();
        Map<String, Double> weights = new HashMap<>();
        for (String stem : asked) {
            long holding = all.stream().filter(sentence -> sentence.holds(stem)).count();
            weights.put(stem, Math.log(1 + (all.size() - holding + 0.5) / (holding + 0.5)));
        }
        return weights;
    }

    /// How well a source fits: all that it holds, with its best sentence and its title counted
    /// again.
    private static double fit(Read source, Map<String, Double> weights) {
        double fit = new Sentence("", source.title()).fit(weights);
        double best = 0;
        for (Sentence sentence : source.sentences()) {
            best = Math.max(best, sentence.fit(weights));
        }
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            fit += source.holds(weight.getKey()) ? weight.getValue() : 0;
        }
        return fit + best;
    }

    private static String quote(Read source, Map<String, Double> weights) {
        List<Sentence> sentences = source.sentences();
        List<Double> fits = sentences.stream().map(s -> s.fit(weights)).toList();
        List<Integer> byFit = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            byFit.add(i);
        }
        byFit.sort(Comparator.comparing(fits::get, Comparator.reverseOrder()));
        double enough = fits.get(byFit.getFirst()) * FIT_ENOUGH;
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int i : byFit) {
            if (chosen.size() < SENTENCES_MAX && fits.get(i) > 0 && fits.get(i) >= enough) {
                chosen.add(i);
            }
        }
        int from = chosen.isEmpty() ? 0 : chosen.first();
        for (int i = from; i < sentences.size() && chosen.size() < SENTENCES_MIN; i++) {
            chosen.add(i);
        }
        StringBuilder quote = new StringBuilder();
        for (int i : chosen) {
            String text = sentences.get(i).text();
            if (!quote.isEmpty()) {
                quote.append(text.startsWith("- ") ? '\n' : ' ');
            }
            quote.append(text);
        }
        return quote.toString();
    }

    private Read read(Source source, String languageOfPrompt) {
        String language = source.language().isEmpty() ? languageOfPrompt : source.language();
        if (!source.data().isEmpty()) {
            // A line each, which no rule of sentences cuts at a date or an abbreviation.
            return new Read(
                    Set.of(),
                    source.text()
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> new Sentence(line, words.stems(language, line)))
                            .toList());
        }
        return kept.computeIfAbsent(
                new Source("", language, source.title(), source.text(), ""),
                key ->
                        new Read(
                                words.stems(language, key.title()),
                                sentences(key.text(), language).stream()
                                        .map(text ->
                                                new Sentence(text, words.stems(language, text)))
                                        .toList()));
    }

    /// Whole sentences; a line's end also ends one, as in a list.
    private static List<String> sentences(String text, String language) {
        List<String> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                continue; // A heading says what follows, not what is so.
            }
            breaks.setText(line);
            int start = breaks.first();
            for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                String sentence = line.substring(start, end).strip();
                if (!sentence.isEmpty()) {
                    sentences.add(sentence);
                }
                start = end;
            }
        }
        return sentences;
    }
}
