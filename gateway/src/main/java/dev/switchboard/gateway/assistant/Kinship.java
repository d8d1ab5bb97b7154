package dev.switchboard.gateway.assistant;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which known terms an unknown one may stand for: it is misspelt, has another ending, or is a
/// compound with one of them in it or is in it. Scripts whose words are a sign or two have no such
/// kin.
final class Kinship {
    /// Shorter words have too many neighbours to guess which was meant.
    private static final int SLIP_LETTERS_MIN = 5;

    private static final float SLIP = 0.7f;

    /// Letters at the beginning that two forms of a word share, and which part of the longer one.
    private static final int ROOT_LETTERS_MIN = 4;

    private static final float ROOT_SHARE_MIN = 0.7f;
    private static final float ROOT = 0.7f;

    /// The shortest part of a compound that is no chance.
    private static final int PART_LETTERS_MIN = 4;

    private static final float PART = 0.6f;

    private final List<String> known;

    Kinship(Collection<String> known) {
        this.known = known.stream().filter(term -> term.length() >= PART_LETTERS_MIN).toList();
    }

    /// The known terms that may be meant, with how much less than itself each counts. Takes time in
    /// proportion to the known terms.
    Map<String, Float> of(String unknown) {
        Map<String, Float> kin = new HashMap<>();
        if (unknown.length() >= PART_LETTERS_MIN) {
            for (String term : known) {
                float weight = weight(unknown, term);
                if (weight > 0) {
                    kin.put(term, weight);
                }
            }
        }
        return kin;
    }

    private static float weight(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int longer = Math.max(a.length(), b.length());
        if (shorter >= SLIP_LETTERS_MIN && Spelling.oneSlipApart(a, b)) {
            return SLIP;
        }
        int root = sameBeginning(a, b);
        if (root >= ROOT_LETTERS_MIN && root >= ROOT_SHARE_MIN * longer) {
            return ROOT;
        }
        boolean part =
                shorter >= PART_LETTERS_MIN
                        && (root == shorter
                                || (a.length() > b.length() ? a.endsWith(b) : b.endsWith(a)));
        return part ? PART : 0;
    }

    private static int sameBeginning(String a, String b) {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }
}
