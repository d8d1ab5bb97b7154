package dev.switchboard.gateway.assistant;

import java.util.Locale;

/// Language tags as they come from tokens, clients and folders.
public final class Languages {

    private Languages() {}

    /// The primary subtag in lower case: `sv` of `sv-SE` and of `sv_SE`.
    public static String primary(String tag) {
        int end = 0;
        while (end < tag.length() && Character.isLetter(tag.charAt(end))) {
            end++;
        }
        return tag.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
