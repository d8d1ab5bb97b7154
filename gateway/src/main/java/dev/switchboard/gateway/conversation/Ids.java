package dev.switchboard.gateway.conversation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names of conversations. A person's n-th conversation has one name, whoever computes it: two
/// devices that say their first word at once mean the same conversation, and no id is claimed
/// before it.
final class Ids {

    private static final Pattern WELL_FORMED = Pattern.compile("[0-9a-f]{24}-[1-9][0-9]{0,8}");

    private Ids() {}

    static boolean wellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }

    /// The first conversation of a person.
    static String first(String sub) {
        return digest(sub) + "-1";
    }

    /// The conversation after this one.
    static String next(String id) {
        int dash = id.lastIndexOf('-');
        return id.substring(0, dash + 1) + (Long.parseLong(id.substring(dash + 1)) + 1);
    }

    /// Whether a conversation of this name would be this person's.
    static boolean isOf(String sub, String id) {
        return id.startsWith(digest(sub) + "-");
    }

    private static String digest(String sub) {
        try {
            byte[] bytes = sub.getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
