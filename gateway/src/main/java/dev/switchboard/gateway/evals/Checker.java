package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.evals.EvalCase.Expectation;
import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.policy.Texts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Compares what came of a turn with what was expected of it.
final class Checker {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.:;])\\s+");

    /// What a list's item begins with and a sentence ends with.
    private static final Pattern MARKS = Pattern.compile("^\\s*[-*#]+\\s+|[.:;]\\s*$");

    /// Shorter lines of a prompt may be anybody's words.
    private static final int RULE_CHARS_MIN = 40;

    private final Texts texts;
    private final LanguageDetector languages;
    private final List<String> rules;

    /// @param languages tells what an answer is written in
    /// @param prompts what the model was told, of which nobody may read a sentence
    Checker(Texts texts, LanguageDetector languages, List<String> prompts) {
        this.texts = texts;
        this.languages = languages;
        this.rules =
                prompts.stream()
                        .flatMap(String::lines)
                        .flatMap(line -> SENTENCE.splitAsStream(line))
                        .map(sentence -> folded(MARKS.matcher(sentence).replaceAll("")))
                        .filter(rule -> rule.length() >= RULE_CHARS_MIN)
                        .toList();
    }

    /// What does not hold, a sentence each.
    ///
    /// @param never what no answer of the case may say
    /// @param fill puts the customer's own values into a text of the case
    List<String> misses(
            Expectation expect, List<String> never, TurnSeen seen, Function<String, String> fill) {
        var misses = new ArrayList<String>(seen.faults());
        String shown = folded(seen.shown());
        holder(expect, seen, misses);
        for (String text : expect.mentions()) {
            if (!shown.contains(folded(fill.apply(text)))) {
                misses.add("the answer should mention “%s”".formatted(fill.apply(text)));
            }
        }
        if (!expect.mentionsAny().isEmpty()
                && expect.mentionsAny().stream()
                        .noneMatch(text -> shown.contains(folded(fill.apply(text))))) {
            misses.add(
                    "the answer should mention one of “%s”"
                            .formatted(
                                    String.join(
                                            "”, “",
                                            expect.mentionsAny().stream().map(fill).toList())));
        }
        for (List<String> forbidden : List.of(expect.never(), never)) {
            for (String text : forbidden) {
                if (shown.contains(folded(fill.apply(text)))) {
                    misses.add("no answer may say “%s”".formatted(fill.apply(text)));
                }
            }
        }
        rules.stream()
                .filter(shown::contains)
                .findFirst()
                .ifPresent(rule -> misses.add("an answer tells the rule “%s”".formatted(rule)));
        for (String fact : expect.states()) {
            if (!states(seen, fill.apply(fact))) {
                misses.add("the answer should state “%s”".formatted(fill.apply(fact)));
            }
        }
        language(expect, seen, misses);
        proposal(expect, seen, misses);
        return misses;
    }

    private static void holder(Expectation expect, TurnSeen seen, List<String> misses) {
        if (!expect.holders().contains(seen.holder())) {
            misses.add(
                    "%s should hold the conversation, but %s does%s"
                            .formatted(
                                    String.join(" or ", expect.holders()),
                                    seen.holder(),
                                    seen.reason().map(why -> " (" + why + ")").orElse("")));
        } else if (seen.holder().equals("queue")
                && !expect.reasons().isEmpty()
                && seen.reason().filter(expect.reasons()::contains).isEmpty()) {
            misses.add(
                    "the reason should be %s, but is %s"
                            .formatted(
                                    String.join(" or ", expect.reasons()),
                                    seen.reason().orElse("none that came in this turn")));
        }
        int answers = (int) seen.answers().stream().filter(TurnSeen.Answer::whole).count();
        if (expect.answers().isPresent() && answers != expect.answers().getAsInt()) {
            misses.add(
                    "there should be %d answers, but there are %d"
                            .formatted(expect.answers().getAsInt(), answers));
        }
    }

    private static boolean states(TurnSeen seen, String fact) {
        return seen.answers().stream()
                .anyMatch(answer -> Facts.states(answer.text(), primary(answer.language()), fact));
    }

    private void language(Expectation expect, TurnSeen seen, List<String> misses) {
        expect.language()
                .ifPresent(wanted -> {
                    if (seen.answers().isEmpty()) {
                        misses.add(
                                "there should be an answer in %s, but there is none"
                                        .formatted(wanted));
                    }
                    for (TurnSeen.Answer answer : seen.answers()) {
                        String spoken = primary(answer.language());
                        // It leaves the language it begins with only where another is plain.
                        String written = languages.detect(answer.text(), wanted);
                        if (!spoken.equals(wanted) || !written.equals(wanted)) {
                            misses.add(
                                    "the answer should be in %s, but is marked %s and reads as %s"
                                            .formatted(wanted, spoken, written));
                        }
                    }
                });
    }

    private void proposal(Expectation expect, TurnSeen seen, List<String> misses) {
        expect.proposes()
                .ifPresent(wanted -> {
                    boolean asks =
                            !seen.answers().isEmpty()
                                    && folded(seen.answers().getLast().text())
                                            .contains(folded(ask(seen.answers().getLast())));
                    if (asks != wanted) {
                        misses.add(
                                wanted
                                        ? "a change should be proposed, with a yes asked for"
                                        : "no change should be proposed");
                    }
                });
    }

    private String ask(TurnSeen.Answer answer) {
        return texts.say(Text.ACTION_ASK, answer.language()).text();
    }

    private static String primary(String language) {
        return Locale.forLanguageTag(language).getLanguage();
    }

    /// Case, width and the kind of spaces do not count.
    static String folded(String text) {
        return SPACE.matcher(
                        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }
}
