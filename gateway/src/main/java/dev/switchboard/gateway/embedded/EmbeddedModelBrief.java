package dev.switchboard.gateway.embedded;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sums a conversation up by quoting it: what the customer asked first and last, and what was
/// answered last. Quotes need no words of any language.
final class EmbeddedModelBrief {
    private static final Pattern CUSTOMER = element("customer");
    private static final Pattern ASSISTANT = element("assistant");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?\u3002\uFF01\uFF1F])\\s+");
    private static final int QUOTE_CODE_POINTS_MAX = 200;

    private EmbeddedModelBrief() {}

    /// The arguments of the tool.
    ///
    /// @param conversation the elements of what was said
    /// @param smallTalk whether a message asks for nothing
    static String arguments(String conversation, Predicate<String> smallTalk) {
        List<String> asked =
                said(CUSTOMER, conversation).filter(smallTalk.negate()).distinct().toList();
        Stream<String> quoted =
                asked.size() > 2 ? Stream.of(asked.getFirst(), asked.getLast()) : asked.stream();
        String tried =
                said(ASSISTANT, conversation)
                        .reduce((_, last) -> last)
                        .map(text -> quoted(SENTENCE_END.split(text, 2)[0]))
                        .orElse("");
        return new JsonObject()
                .put(
                        "summary",
                        quoted.map(EmbeddedModelBrief::quoted).collect(Collectors.joining(" · ")))
                .put("sentiment", "")
                .put("tried", tried)
                .put("next", "")
                .encode();
    }

    private static Pattern element(String name) {
        return Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL);
    }

    private static Stream<String> said(Pattern element, String conversation) {
        return element.matcher(conversation)
                .results()
                .map((MatchResult found) -> EmbeddedModelPrompt.unescaped(found.group(1)).strip());
    }

    private static String quoted(String text) {
        return "“" + EmbeddedModelWriter.cut(text, QUOTE_CODE_POINTS_MAX) + "”";
    }
}
