package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.kit.Content;
import dev.switchboard.gateway.policy.Texts;

/// Briefings as shipped.
final class Briefings {
    static final Texts TEXTS = Content.texts();
    static final Briefing ENGLISH = new Briefing(TEXTS, "en", (quote, _, _) -> quote);

    private Briefings() {}
}
