package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.Lexicon;
import dev.switchboard.gateway.assistant.facts.Sources;
import dev.switchboard.gateway.embedded.EmbeddedModelPrompt.Source;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A passage or a result, read.
///
/// @param lexicon cut it into terms
/// @param article its name; empty where the source has none
/// @param isBeginning whether its article begins with it
/// @param text terms of its sentences
/// @param topic terms of its title and of its article's keywords
/// @param all both
record EmbeddedModelRead(
        Lexicon lexicon,
        String article,
        boolean isBeginning,
        Set<String> text,
        Set<String> topic,
        Set<String> all,
        List<Sentence> sentences) {

    EmbeddedModelRead {
        text = Set.copyOf(text);
        topic = Set.copyOf(topic);
        all = Set.copyOf(all);
        sentences = List.copyOf(sentences);
    }

    /// @param tellsTime whether a time, a date or a duration is said in it
    /// @param tellsAmount whether an amount of money is
    record Sentence(String text, Set<String> terms, boolean tellsTime, boolean tellsAmount) {
        Sentence {
            terms = Set.copyOf(terms);
        }

        private static Sentence of(String text, Lexicon lexicon, String language) {
            var facts = new Sources();
            facts.add(text, language);
            return new Sentence(text, lexicon.terms(text), facts.tellTime(), facts.tellAmount());
        }
    }

    /// @param language primary BCP 47 tag of the source
    static EmbeddedModelRead of(Source source, Lexicon lexicon, String language) {
        // A line each where there is data, which no rule of sentences cuts at a date.
        List<String> texts =
                source.data().isEmpty()
                        ? sentences(source.text(), language)
                        : source.text().lines().filter(line -> !line.isBlank()).toList();
        List<Sentence> sentences =
                texts.stream().map(text -> Sentence.of(text, lexicon, language)).toList();
        Set<String> text = new TreeSet<>();
        sentences.forEach(sentence -> text.addAll(sentence.terms()));
        Set<String> topic = new TreeSet<>(lexicon.terms(source.title()));
        String article = source.id().split("#", 2)[0];
        topic.addAll(lexicon.topic(article));
        Set<String> all = new TreeSet<>(text);
        all.addAll(topic);
        return new EmbeddedModelRead(
                lexicon, article, source.id().endsWith("#1"), text, topic, all, sentences);
    }

    /// Whole sentences; a line's end also ends one, as in a list.
    static List<String> sentences(String text, String language) {
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
