package dev.switchboard.routing.conversation;

import java.util.List;

/// What a model leaves for whoever goes on, each empty where it said nothing. What is longer than
/// anybody reads is cut.
///
/// @param summary what the customer wants and what is open
/// @param sentiment `calm`, `worried` or `angry`
/// @param tried what was tried already
/// @param next what the model would do next
/// @param language BCP 47 of these words; empty where there are none
/// @param sources what the answer rests on that ends in the handoff, passages and tools by their
///   names
public record Notes(
        String summary,
        String sentiment,
        String tried,
        String next,
        String language,
        List<String> sources) {

    /// Nothing.
    public static final Notes NONE = new Notes("", "", "", "", "", List.of());

    private static final int CODE_POINTS_MAX = 1_000;

    public Notes {
        summary = cut(summary);
        sentiment = cut(sentiment);
        tried = cut(tried);
        next = cut(next);
        sources = List.copyOf(sources);
    }

    /// With what the answer rests on.
    public Notes restingOn(List<String> sources) {
        return new Notes(summary, sentiment, tried, next, language, sources);
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length()) <= CODE_POINTS_MAX
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, CODE_POINTS_MAX)) + "…";
    }
}
