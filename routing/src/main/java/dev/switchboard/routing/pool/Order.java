package dev.switchboard.routing.pool;

import java.util.Comparator;

/// An order of keys that mostly shows in one number each, so that a [Tree] of a hundred thousand
/// need not look at the keys themselves: each look is likely to miss the processor's cache.
interface Order<K> extends Comparator<K> {

    /// A number that never falls where keys rise: of two keys with different ranks, the one with
    /// the lesser rank is the lesser.
    default long rank(K key) {
        return 0;
    }

    /// As text is ordered, by UTF-16 units.
    Order<String> TEXT =
            new Order<>() {
                private static final int RANKED = 7;
                private static final int UNIT_BITS = 9;
                private static final int UNIT_MAX = 256;

                @Override
                public int compare(String one, String other) {
                    return one.compareTo(other);
                }

                // The first units, each in nine bits. Beyond one that does not fit, and past the
                // end, there is nothing.
                @Override
                public long rank(String text) {
                    long rank = 0;
                    boolean more = true;
                    for (int n = 0; n < RANKED; n++) {
                        int unit = more && n < text.length() ? text.charAt(n) : -1;
                        more = unit >= 0 && unit < UNIT_MAX - 1;
                        rank = (rank << UNIT_BITS) | Math.min(unit + 1, UNIT_MAX);
                    }
                    return rank;
                }
            };

    /// In no order to speak of, but the same on every machine: for what is only looked up.
    Order<String> HASHED =
            new Order<>() {
                @Override
                public int compare(String one, String other) {
                    int order = Integer.compare(one.hashCode(), other.hashCode());
                    return order == 0 ? one.compareTo(other) : order;
                }

                @Override
                public long rank(String text) {
                    return text.hashCode();
                }
            };
}
