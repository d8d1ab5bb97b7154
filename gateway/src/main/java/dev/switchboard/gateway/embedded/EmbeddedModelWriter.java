package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageWords;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides what the embedded model answers. Not for two threads at once.
final class EmbeddedModelWriter {
    private static final String HANDOFF = "handoff";
    private static final String BRIEF = "brief";
    private static final int SUMMARY_CODE_POINTS_MAX = 200;

    private final EmbeddedModelQuotes quotes;
    private final EmbeddedModelPhrases phrases;

    /// @param helpCenter what it has read
    EmbeddedModelWriter(EmbeddedModelPhrases phrases, Supplier<HelpCenter> helpCenter) {
        this.quotes = new EmbeddedModelQuotes(helpCenter, phrases);
        this.phrases = phrases;
    }

    EmbeddedModelReply reply(EmbeddedModelRequest.Chat request) {
        EmbeddedModelPrompt prompt = EmbeddedModelPrompt.of(request.messages());
        if (request.tools().contains(BRIEF)) {
            return new EmbeddedModelReply.Call(
                    BRIEF,
                    EmbeddedModelBrief.arguments(
                            prompt.question(),
                            said -> phrases.politely(prompt.language(), said).isPresent()));
        }
        if (prompt.results().isEmpty()) {
            Optional<String> polite = phrases.politely(prompt.language(), prompt.question());
            if (polite.isPresent()) {
                return new EmbeddedModelReply.Text(polite.get());
            }
        }
        Optional<EmbeddedModelReply.Call> call = EmbeddedModelTools.next(prompt, request.tools());
        if (call.isPresent()) {
            return call.get();
        }
        Optional<LanguageWords.Phrases> said =
                prompt.language().isEmpty()
                        ? Optional.of(phrases.english())
                        : phrases.in(prompt.language());
        Optional<String> quote = quotes.find(prompt);
        if (quote.isPresent()) {
            return new EmbeddedModelReply.Text(framed(prompt, said, quote.get()));
        }
        LanguageWords.Phrases own = said.orElse(phrases.english());
        return request.tools().contains(HANDOFF)
                ? new EmbeddedModelReply.Call(
                        HANDOFF,
                        handoff(phrases.in(prompt.colleagues()).orElse(own), prompt.question()))
                : new EmbeddedModelReply.Text(own.noAnswer());
    }

    /// Puts a lead before the quote, where there is one in its language: in another it would be
    /// worse than none.
    private static String framed(
            EmbeddedModelPrompt prompt, Optional<LanguageWords.Phrases> said, String quote) {
        return said.map(own -> prompt.results().isEmpty() ? own.passageLead() : own.resultLead())
                .map(lead -> lead + (quote.startsWith("- ") ? "\n" : " ") + quote)
                .orElse(quote);
    }

    private static String handoff(LanguageWords.Phrases said, String question) {
        String asked = cut(question.strip(), SUMMARY_CODE_POINTS_MAX);
        return new JsonObject()
                .put("reason", "ungrounded")
                .put("summary", said.summary(asked))
                .encode();
    }

    static String cut(String text, int codePointsMax) {
        return text.codePointCount(0, text.length()) <= codePointsMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePointsMax)) + "…";
    }
}
