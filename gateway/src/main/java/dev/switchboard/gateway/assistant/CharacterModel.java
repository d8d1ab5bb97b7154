package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.Sequences.Learned;
import dev.switchboard.gateway.policy.Kept;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// How likely a text is in each of some languages, by which character follows which: for each
/// language a model of up to [#ORDER] characters, smoothed after Witten and Bell, learned from a
/// sample of it. All are kept in one table, so that one look at a place in the text serves them
/// all.
final class CharacterModel {

    /// Characters that are looked at together.
    static final int ORDER = 4;

    /// A power of two. Where thirty languages share a script, a megabyte at most.
    private static final int SHORTER_MAX = 8_192;

    private final List<String> languages;

    /// A place for each sequence; 0 is free.
    private final LongBuffer keys;

    /// Where the entries of a place begin; those of the next end them.
    private final IntBuffer starts;

    private final ByteBuffer entryLanguages;

    /// The logarithm of how likely the sequence's last character is after the others.
    private final FloatBuffer entryLikelihoods;

    /// The logarithm of what is left for characters that were never seen after the sequence.
    private final FloatBuffer entryRemainders;

    private final float[] unknown;

    /// What was worked out last, by where its key falls. Any thread may put another there; none of
    /// them changes.
    private final @Nullable Shorter[] recent = new @Nullable Shorter[SHORTER_MAX];

    private static final class Shorter {
        final long key;
        final float[] likelihoods;

        Shorter(long key, float[] likelihoods) {
            this.key = key;
            this.likelihoods = likelihoods;
        }
    }

    private CharacterModel(
            List<String> languages, float[] unknown, int places, int entries, Parts parts) {
        this.languages = List.copyOf(languages);
        this.unknown = unknown;
        keys = parts.next(places, Long.BYTES).asLongBuffer();
        starts = parts.next(places + 1, Integer.BYTES).asIntBuffer();
        entryLanguages = parts.next(entries, Byte.BYTES);
        entryLikelihoods = parts.next(entries, Float.BYTES).asFloatBuffer();
        entryRemainders = parts.next(entries, Float.BYTES).asFloatBuffer();
    }

    /// Where the tables of a model are.
    private interface Parts {
        ByteBuffer next(int numbers, int bytes);
    }

    /// @param samples by language
    static CharacterModel learn(SortedMap<String, String> samples) {
        Learned[] learned =
                samples.values().stream()
                        .map(sample -> new Sequences(letters(sample)).learned())
                        .toArray(Learned[]::new);
        float[] unknown = new float[learned.length];
        for (int language = 0; language < learned.length; language++) {
            unknown[language] = learned[language].unknown;
        }
        CharacterModel model =
                new CharacterModel(
                        List.copyOf(samples.keySet()),
                        unknown,
                        Sequences.capacity(distinct(learned)),
                        Arrays.stream(learned).mapToInt(Learned::size).sum(),
                        (numbers, bytes) -> ByteBuffer.allocate(numbers * bytes));
        model.fill(learned);
        return model;
    }

    /// Reads what [#write] wrote.
    static CharacterModel read(ByteBuffer in) {
        String[] languages = new String[in.getInt()];
        float[] unknown = new float[languages.length];
        for (int i = 0; i < languages.length; i++) {
            languages[i] = Kept.text(in);
            unknown[i] = in.getFloat();
        }
        return new CharacterModel(
                List.of(languages),
                unknown,
                in.getInt(),
                in.getInt(),
                (numbers, bytes) -> Kept.part(in, numbers * bytes));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(unknown.length);
        for (int i = 0; i < unknown.length; i++) {
            Kept.text(out, languages.get(i));
            out.writeFloat(unknown[i]);
        }
        out.writeInt(keys.capacity());
        out.writeInt(entryLanguages.capacity());
        for (int i = 0; i < keys.capacity(); i++) {
            out.writeLong(keys.get(i));
        }
        for (int i = 0; i < starts.capacity(); i++) {
            out.writeInt(starts.get(i));
        }
        for (int i = 0; i < entryLanguages.capacity(); i++) {
            out.writeByte(entryLanguages.get(i));
        }
        for (FloatBuffer numbers : List.of(entryLikelihoods, entryRemainders)) {
            for (int i = 0; i < numbers.capacity(); i++) {
                out.writeFloat(numbers.get(i));
            }
        }
    }

    private static int distinct(Learned[] learned) {
        long[] all = Arrays.stream(learned).flatMapToLong(one -> Arrays.stream(one.keys)).toArray();
        Arrays.sort(all);
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            distinct += i == 0 || all[i] != all[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    private void fill(Learned[] all) {
        int[] counts = new int[keys.capacity()];
        for (Learned one : all) {
            for (long key : one.keys) {
                int place = Sequences.find(keys, key);
                keys.put(place, key);
                counts[place]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            starts.put(i + 1, starts.get(i) + counts[i]);
        }
        for (int language = 0; language < all.length; language++) {
            fill(language, all[language], counts);
        }
    }

    private void fill(int language, Learned learned, int[] counts) {
        for (int i = 0; i < learned.size(); i++) {
            int place = Sequences.find(keys, learned.keys[i]);
            int entry = starts.get(place + 1) - counts[place]--;
            entryLanguages.put(entry, (byte) language);
            entryLikelihoods.put(entry, learned.likelihoods[i]);
            entryRemainders.put(entry, learned.remainders[i]);
        }
    }

    List<String> languages() {
        return languages;
    }

    /// The natural logarithm of how likely a text is in each language, in the order of
    /// [#languages].
    ///
    /// @param text as [#letters] gives it
    double[] likelihoods(String text) {
        double[] sums = new double[languages.size()];
        float[] here = new float[languages.size()];
        long[] before = new long[ORDER];
        long[] now = new long[ORDER];
        Sequences.at(text, 0, before);
        for (int i = 1; i < text.length(); i++) {
            Sequences.at(text, i, now);
            if (i < ORDER - 1) {
                backOff(before, now, i + 1, here);
            } else {
                float[] shorter = shorter(before, now);
                System.arraycopy(shorter, 0, here, 0, here.length);
                remain(before[ORDER - 2], here);
                found(now[ORDER - 1], here);
            }
            for (int language = 0; language < sums.length; language++) {
                sums[language] += here[language];
            }
            long[] swap = before;
            before = now;
            now = swap;
        }
        return sums;
    }

    /// How likely the last character is by one less than [#ORDER]: most of the work, and the same
    /// for whoever writes these characters, of which texts have few that differ.
    private float[] shorter(long[] before, long[] now) {
        long key = now[ORDER - 2];
        int place = (int) (key ^ (key >>> 32)) & SHORTER_MAX - 1;
        Shorter kept = recent[place];
        if (kept == null || kept.key != key) {
            float[] likelihoods = new float[languages.size()];
            backOff(before, now, ORDER - 1, likelihoods);
            kept = new Shorter(key, likelihoods);
            recent[place] = kept;
        }
        return kept.likelihoods;
    }

    /// How likely the last character is by so many characters at most.
    private void backOff(long[] before, long[] now, int order, float[] here) {
        System.arraycopy(unknown, 0, here, 0, here.length);
        for (int n = 0; n < order; n++) {
            if (n > 0) {
                remain(before[n - 1], here);
            }
            found(now[n], here);
        }
    }

    private void found(long key, float[] here) {
        int place = Sequences.find(keys, key);
        int end = starts.get(place + 1);
        for (int e = starts.get(place); e < end; e++) {
            here[entryLanguages.get(e)] = entryLikelihoods.get(e);
        }
    }

    private void remain(long key, float[] here) {
        int place = Sequences.find(keys, key);
        int end = starts.get(place + 1);
        for (int e = starts.get(place); e < end; e++) {
            here[entryLanguages.get(e)] += entryRemainders.get(e);
        }
    }

    /// Words in small letters, each between two spaces; all else is left out.
    static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length() + 2).append(' ');
        text.toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .forEach(c -> {
                    boolean apostrophe = c == '\'' || c == '’';
                    if (Character.isLetter(c) || isMark(c)) {
                        letters.appendCodePoint(c);
                    } else if (!apostrophe && letters.charAt(letters.length() - 1) != ' ') {
                        letters.append(' ');
                    }
                });
        return letters.charAt(letters.length() - 1) == ' '
                ? letters.toString()
                : letters.append(' ').toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
