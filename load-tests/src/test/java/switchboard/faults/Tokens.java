package switchboard.faults;

/// Tokens under the secret that the suite's nodes share.
final class Tokens {

    static final String SECRET = "a-secret-of-the-fault-suite-of-some-length";

    private static final switchboard.load.Tokens SIGNED = new switchboard.load.Tokens(SECRET);

    private Tokens() {}

    static String customer(String sub) {
        return SIGNED.customer(sub);
    }

    static String agent(String sub, int capacity) {
        return SIGNED.agent(sub, capacity);
    }
}
