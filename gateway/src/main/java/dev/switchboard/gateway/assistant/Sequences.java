package dev.switchboard.gateway.assistant;

import java.nio.LongBuffer;

/// The sequences of up to [CharacterModel#ORDER] characters of one sample, counted, and what is
/// learned from how often they stand there.
final class Sequences {

    /// As likely as any is a character that a language's sample does not have.
    private static final double CHARACTERS = 500;

    private final String text;
    private final LongBuffer keys;
    private final int[] counts;
    private final int[] followed;
    private final int[] followers;
    private final float[] likelihoods;
    private int size;
    private int characters;

    Sequences(String text) {
        this.text = text;
        keys = LongBuffer.allocate(capacity(text.length() * 3));
        counts = new int[keys.capacity()];
        followed = new int[keys.capacity()];
        followers = new int[keys.capacity()];
        likelihoods = new float[keys.capacity()];
        count();
    }

    /// Half as much again as is to be kept at least, as a power of two.
    static int capacity(int kept) {
        return Math.max(16, Integer.highestOneBit(kept + kept / 2) << 1);
    }

    /// The place of a key, or the free one where it would be.
    static int find(LongBuffer keys, long key) {
        int mask = keys.capacity() - 1;
        int place = (int) (key ^ (key >>> 32)) & mask;
        while (keys.get(place) != 0 && keys.get(place) != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /// The keys of the sequences of 1 to [CharacterModel#ORDER] characters that end here.
    static void at(String text, int end, long[] into) {
        long key = 0;
        for (int n = 0; n < CharacterModel.ORDER && n <= end; n++) {
            key = (key + text.charAt(end - n) + 1) * 0x9E37_79B9_7F4A_7C15L;
            key ^= key >>> 29;
            into[n] = key;
        }
    }

    private void count() {
        long[] before = new long[CharacterModel.ORDER];
        long[] now = new long[CharacterModel.ORDER];
        for (int i = 0; i < text.length(); i++) {
            at(text, i, now);
            for (int n = 0; n < CharacterModel.ORDER && n <= i; n++) {
                int place = find(keys, now[n]);
                boolean fresh = keys.get(place) == 0;
                keys.put(place, now[n]);
                counts[place]++;
                size += fresh ? 1 : 0;
                if (n == 0) {
                    characters += fresh ? 1 : 0;
                } else {
                    int history = find(keys, before[n - 1]);
                    followed[history]++;
                    followers[history] += fresh ? 1 : 0;
                }
            }
            long[] swap = before;
            before = now;
            now = swap;
        }
    }

    Learned learned() {
        double unknown = characters / ((double) text.length() + characters) / CHARACTERS;
        long[] before = new long[CharacterModel.ORDER];
        long[] now = new long[CharacterModel.ORDER];
        for (int i = 0; i < text.length(); i++) {
            at(text, i, now);
            double shorter = 1 / CHARACTERS;
            for (int n = 0; n < CharacterModel.ORDER && n <= i; n++) {
                int place = find(keys, now[n]);
                if (likelihoods[place] == 0) {
                    int history = n == 0 ? -1 : find(keys, before[n - 1]);
                    double times = n == 0 ? text.length() : followed[history];
                    double kinds = n == 0 ? characters : followers[history];
                    likelihoods[place] =
                            (float) ((counts[place] + kinds * shorter) / (times + kinds));
                }
                shorter = likelihoods[place];
            }
            long[] swap = before;
            before = now;
            now = swap;
        }
        return packed((float) Math.log(unknown));
    }

    private Learned packed(float unknown) {
        Learned packed = new Learned(size, unknown);
        int at = 0;
        for (int place = 0; place < keys.capacity(); place++) {
            if (keys.get(place) != 0) {
                packed.keys[at] = keys.get(place);
                packed.likelihoods[at] = (float) Math.log(likelihoods[place]);
                double kinds = followers[place];
                // A sequence that only ends the sample is followed by nothing.
                packed.remainders[at] =
                        kinds == 0 ? 0 : (float) Math.log(kinds / (followed[place] + kinds));
                at++;
            }
        }
        return packed;
    }

    /// What was learned of one language: a likelihood and a remainder for each key.
    static final class Learned {
        final long[] keys;
        final float[] likelihoods;
        final float[] remainders;
        final float unknown;

        Learned(int size, float unknown) {
            keys = new long[size];
            likelihoods = new float[size];
            remainders = new float[size];
            this.unknown = unknown;
        }

        int size() {
            return keys.length;
        }
    }
}
