package dev.switchboard.gateway.kit;

import java.util.concurrent.ThreadLocalRandom;

/// Questions of customers who never ask the same thing twice: the third of a kind goes to a person.
public final class Afresh {
    private static final int NUMBERS = 9;
    private static final int SIX_DIGITS = 1_000_000;

    private Afresh() {}

    /// The question about so many orders that it is another one.
    public static String asked(String question) {
        StringBuilder asked = new StringBuilder(question);
        ThreadLocalRandom.current()
                .ints(NUMBERS, 0, SIX_DIGITS)
                .forEach(number -> asked.append(" #").append(number));
        return asked.toString();
    }
}
