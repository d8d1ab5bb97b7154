package dev.switchboard.gateway.embedded;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sums a conversation up by quoting what the customer asked first and last: quotes need no words
/// of any language. What was tried, the log knows better.
final class EmbeddedModelBrief {
    private static final Pattern CUSTOMER =
            Pattern.compile("<customer>(.*?)</customer>", Pattern.DOTALL);
    private static final int QUOTE_CODE_POINTS_MAX = 200;

    private EmbeddedModelBrief() {}

    /// The arguments of the tool.
    ///
    /// @param conversation the elements of what was said
    /// @param smallTalk whether a message asks for nothing
    static String arguments(String conversation, Predicate<String> smallTalk) {
        List<String> asked =
                CUSTOMER.matcher(conversation)
                        .results()
                        .map(said -> EmbeddedModelPrompt.unescaped(said.group(1)).strip())
                        .filter(smallTalk.negate())
                        .distinct()
                        .toList();
        Stream<String> told =
                asked.size() > 2 ? Stream.of(asked.getFirst(), asked.getLast()) : asked.stream();
        return new JsonObject()
                .put(
                        "summary",
                        told.map(EmbeddedModelBrief::quoted).collect(Collectors.joining(" · ")))
                .put("sentiment", "")
                .put("tried", "")
                .put("next", "")
                .encode();
    }

    private static String quoted(String text) {
        return "“" + EmbeddedModelWriter.cut(text, QUOTE_CODE_POINTS_MAX) + "”";
    }
}
