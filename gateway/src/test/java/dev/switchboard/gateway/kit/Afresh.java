package dev.switchboard.gateway.kit;

import java.util.concurrent.ThreadLocalRandom;

/// Questions of customers who never ask the same thing twice: the third of a kind goes to a person.
public final class Afresh {
    private static final int LETTERS = 16;

    private Afresh() {}

    /// The question with a word that makes it another one.
    public static String asked(String question) {
        StringBuilder word = new StringBuilder(question).append(' ');
        ThreadLocalRandom.current()
                .ints(LETTERS, 'a', 'z' + 1)
                .forEach(letter -> word.append((char) letter));
        return word.toString();
    }
}
