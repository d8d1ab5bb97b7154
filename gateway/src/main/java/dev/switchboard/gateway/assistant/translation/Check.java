package dev.switchboard.gateway.assistant.translation;

import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.assistant.facts.FactGate;
import dev.switchboard.gateway.assistant.facts.Sources;
import dev.switchboard.gateway.assistant.privacy.Redaction;
import dev.switchboard.gateway.assistant.translation.TranslationMeters.Outcome;
import java.util.Optional;
import java.util.regex.Pattern;

/// One text on its way to a model and back: what the model is shown of it, and whether what comes
/// back says the same. Takes some milliseconds; a worker should.
final class Check {

    private static final String BEGIN = "<translation>";
    private static final String END = "</translation>";
    private static final String DECLINED = "<untranslated/>";

    private static final Pattern ENTITY = Pattern.compile("&(?:lt|gt|quot|amp);");

    /// Chinese in English has four to five times as many letters.
    private static final int GROWTH_MAX = 6;

    private static final int SHRINKING_MAX = 12;

    /// What a short text may grow by besides: "OK" may become a sentence.
    private static final int CHARS_MORE_MAX = 100;

    private final Translator.Request request;
    private final LanguageDetector languages;
    private final Redaction redaction;
    private final String shown;

    /// @param text where the translation may be believed
    record Verdict(Outcome outcome, Optional<String> text) {
        static Verdict none(Outcome outcome) {
            return new Verdict(outcome, Optional.empty());
        }
    }

    Check(Translator.Request request, LanguageDetector languages) {
        this.request = request;
        this.languages = languages;
        this.redaction =
                Redaction.givingAllBack(Languages.region(request.person(), request.from()));
        this.shown = redaction.redact(request.text());
    }

    /// The text as the model may read it.
    String shown() {
        return shown;
    }

    /// Whether an answer of this length can be one: who writes more than that is not translating.
    boolean isPlausible(int chars) {
        return chars <= BEGIN.length() + END.length() + 2 * charsMax();
    }

    private int charsMax() {
        return GROWTH_MAX * request.text().length() + CHARS_MORE_MAX;
    }

    /// What the model's whole answer comes to.
    Verdict of(String answer) {
        String whole = answer.strip();
        if (whole.equals(DECLINED)) {
            return Verdict.none(Outcome.DECLINED);
        }
        if (!whole.startsWith(BEGIN) || !whole.endsWith(END)) {
            return Verdict.none(Outcome.MALFORMED);
        }
        String translated =
                plain(whole.substring(BEGIN.length(), whole.length() - END.length()).strip());
        if (translated.isEmpty()
                || translated.length() > charsMax()
                || translated.length() * SHRINKING_MAX < request.text().length()) {
            return Verdict.none(Outcome.MALFORMED);
        }
        if (!Redaction.words(translated).equals(Redaction.words(shown))) {
            return Verdict.none(Outcome.UNFAITHFUL);
        }
        String restored = redaction.restore(translated);
        if (restored.equals(request.text().strip())) {
            return Verdict.none(Outcome.SAME);
        }
        if (!saysTheSame(restored)) {
            return Verdict.none(Outcome.UNFAITHFUL);
        }
        return languages.detect(restored, request.to()).equals(request.to())
                ? new Verdict(Outcome.TRANSLATED, Optional.of(restored))
                : Verdict.none(Outcome.LANGUAGE);
    }

    /// A model may copy what stands for a bracket instead of writing the bracket. Where the text
    /// itself had such a word, the two cannot be told apart.
    private String plain(String text) {
        return ENTITY.matcher(request.text()).find()
                ? text
                : text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&");
    }

    private boolean saysTheSame(String translated) {
        return covers(request.text(), request.from(), translated, request.to())
                && covers(translated, request.to(), request.text(), request.from());
    }

    /// Whether all that can be wrong in a text stands in another.
    private static boolean covers(
            String source, String sourceLanguage, String text, String language) {
        var sources = new Sources();
        sources.add(source, sourceLanguage, language);
        var gate = new FactGate(sources, language);
        gate.accept(text);
        gate.finish();
        return !gate.isShut();
    }
}
