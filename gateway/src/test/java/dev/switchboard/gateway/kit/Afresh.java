package dev.switchboard.gateway.kit;

import java.util.concurrent.ThreadLocalRandom;

/// Questions of customers who never ask the same thing twice: the third of a kind goes to a person.
public final class Afresh {
    private Afresh() {}

    /// The question with a word, as long as itself, that makes it another one.
    public static String asked(String question) {
        StringBuilder asked = new StringBuilder(question).append(' ');
        ThreadLocalRandom.current()
                .ints(question.length(), 'a', 'z' + 1)
                .forEach(letter -> asked.append((char) letter));
        return asked.toString();
    }
}
