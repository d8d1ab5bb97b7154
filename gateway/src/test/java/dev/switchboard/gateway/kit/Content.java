package dev.switchboard.gateway.kit;

import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Links;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// What the shipped configuration says in each language, read once.
public final class Content {
    public static final Path CONFIG = Path.of("..", "config");

    private static final Texts TEXTS = ((TextsOutcome.Ok) TextsLoader.load(CONFIG)).texts();
    private static final SortedMap<String, LanguageWords> WORDS =
            LanguageWords.load(CONFIG.resolve("languages"));

    private static final HelpCenter HELP_CENTER =
            HelpCenter.load(
                    CONFIG.resolve("help-center"),
                    language ->
                            Optional.ofNullable(WORDS.get(language))
                                    .map(LanguageWords::asking)
                                    .orElse(Set.of()),
                    Links.NONE);

    private Content() {}

    public static HelpCenter helpCenter() {
        return HELP_CENTER;
    }

    public static Texts texts() {
        return TEXTS;
    }

    public static SortedMap<String, LanguageWords> words() {
        return WORDS;
    }
}
