package switchboard.load.bench;

/// How the model lets go of its tokens.
sealed interface Delivery {

    /// As fast as the client takes them.
    ///
    /// @param tokens that may be on their way to one client
    record Window(int tokens) implements Delivery {
        /// Nothing is waited for.
        static final Window OPEN = new Window(Integer.MAX_VALUE);
    }

    /// At a rate, whoever takes them.
    ///
    /// @param nanosEach between two tokens of one answer
    record Paced(long nanosEach) implements Delivery {}
}
