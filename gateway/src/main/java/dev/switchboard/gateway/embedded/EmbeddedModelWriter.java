package dev.switchboard.gateway.embedded;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// Decides what the embedded model answers. Not for two threads at once.
final class EmbeddedModelWriter {
    private static final String HANDOFF = "handoff";
    private static final int SUMMARY_CODE_POINTS_MAX = 200;

    private final EmbeddedModelQuotes quotes = new EmbeddedModelQuotes();

    EmbeddedModelReply reply(EmbeddedModelRequest.Chat request) {
        EmbeddedModelPrompt prompt = EmbeddedModelPrompt.of(request.messages());
        if (prompt.results().isEmpty()) {
            Optional<String> polite =
                    EmbeddedModelSmallTalk.answer(prompt.language(), prompt.question());
            if (polite.isPresent()) {
                return new EmbeddedModelReply.Text(polite.get());
            }
        }
        Optional<EmbeddedModelReply.Call> call = EmbeddedModelTools.next(prompt, request.tools());
        if (call.isPresent()) {
            return call.get();
        }
        Optional<EmbeddedModelPhrases> phrases =
                prompt.language().isEmpty()
                        ? Optional.of(EmbeddedModelPhrases.english())
                        : EmbeddedModelPhrases.in(prompt.language());
        Optional<String> quote = quotes.find(prompt);
        if (quote.isPresent()) {
            return new EmbeddedModelReply.Text(framed(prompt, phrases, quote.get()));
        }
        EmbeddedModelPhrases own = phrases.orElse(EmbeddedModelPhrases.english());
        return request.tools().contains(HANDOFF)
                ? new EmbeddedModelReply.Call(HANDOFF, handoff(EmbeddedModelPhrases.in(prompt.colleagues()).orElse(own), prompt.question()))
                : new EmbeddedModelReply.Text(own.noAnswer());
    }

    /// Puts a lead before the quote, where there is one in its language: in another it would be
    /// worse than none.
    private static String framed(
            EmbeddedModelPrompt prompt, Optional<EmbeddedModelPhrases> phrases, String quote) {
        return phrases.map(own -> prompt.results().isEmpty() ? own.passageLead() : own.resultLead())
                .map(lead -> lead + (quote.startsWith("- ") ? "\n" : " ") + quote)
                .orElse(quote);
    }

    private static String handoff(EmbeddedModelPhrases phrases, String question) {
        String asked = question.strip();
        if (asked.codePointCount(0, asked.length()) > SUMMARY_CODE_POINTS_MAX) {
            asked = asked.substring(0, asked.offsetByCodePoints(0, SUMMARY_CODE_POINTS_MAX)) + "…";
        }
        return new JsonObject()
                .put("reason", "ungrounded")
                .put("summary", phrases.summary().replace("%s", asked))
                .encode();
    }
}
