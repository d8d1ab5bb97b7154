package dev.switchboard.routing.pool;

import java.util.Locale;
import java.util.Map;

/// The part of a BCP 47 tag that decides who can talk with whom.
public final class LanguageTag {

    /// What is tagged differently and read alike: both forms of Norwegian, the two names of the
    /// language of the Philippines, and tags that ISO has replaced.
    private static final Map<String, String> ALIKE =
            Map.of("nn", "nb", "no", "nb", "fil", "tl", "iw", "he", "in", "id", "ji", "yi");

    private LanguageTag() {}

    /// The primary language: `sv` for `sv-SE` and `sv_SE`, `nb` for `nn-NO`, `zh` for `zh-Hant-TW`.
    /// Whoever speaks one region's form is taken to speak the others'. Empty where there is none.
    public static String primary(String tag) {
        int end = 0;
        while (end < tag.length() && Character.isLetter(tag.charAt(end))) {
            end++;
        }
        String language = tag.substring(0, end).toLowerCase(Locale.ROOT);
        // Every conversation keeps one.
        return ALIKE.getOrDefault(language, language).intern();
    }
}
