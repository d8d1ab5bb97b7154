package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.BriefingWords;
import java.nio.file.Path;

/// Briefings as shipped.
final class Briefings {
    static final Briefing ENGLISH =
            new Briefing(
                    BriefingWords.load(Path.of("..", "config", "briefing.yaml")),
                    "en",
                    (quote, _, _) -> quote);

    private Briefings() {}
}
