package dev.switchboard.routing.pool;

import java.util.Locale;

/// The part of a BCP 47 tag that decides who can talk with whom.
final class LanguageTag {
    private LanguageTag() {}

    /// The primary language: `sv` for `sv-SE`. Whoever speaks one region's form is taken to speak
    /// the others'.
    static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
