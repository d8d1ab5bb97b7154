package dev.switchboard.gateway.wire;

import java.util.IllformedLocaleException;
import java.util.Locale;

/// What strings of clients are made of.
final class Characters {

    private static final int LANGUAGE_LENGTH_MAX = 64;
    private static final String SIGNS_OF_GIVEN_IDS = "-_.:~@/+=";

    private Characters() {}

    /// Whether nobody would see anything of it.
    static boolean areBlank(String text) {
        return text.codePoints().allMatch(Characters::isInvisible);
    }

    static boolean haveControls(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    /// Whether the gateway could have given such an id.
    static boolean areOfGivenId(String text) {
        return text.chars()
                .allMatch(c ->
                        (c < 128 && Character.isLetterOrDigit(c))
                                || SIGNS_OF_GIVEN_IDS.indexOf(c) >= 0);
    }

    /// Whether it is a well-formed BCP 47 tag.
    static boolean areLanguage(String text) {
        if (text.isEmpty() || text.length() > LANGUAGE_LENGTH_MAX) {
            return false;
        }
        try {
            return !new Locale.Builder().setLanguageTag(text).build().toLanguageTag().isEmpty();
        } catch (IllformedLocaleException _) {
            return false;
        }
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
