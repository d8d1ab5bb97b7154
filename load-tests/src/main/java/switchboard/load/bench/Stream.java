package switchboard.load.bench;

import java.time.Duration;
import java.util.Arrays;
import switchboard.load.holder.Latencies;

/// The answer that one client is being given: how far the model has come with it, and how much of
/// that has arrived. Model and client are of one process and one event loop, so that both go by one
/// clock.
final class Stream {

    private final long[] sentNanos;
    private int answers;
    private int tokens;
    private int sent;
    private int received;
    private Runnable whenReceived = () -> {};

    /// @param tokensMax of an answer
    Stream(int tokensMax) {
        sentNanos = new long[tokensMax];
    }

    /// Another answer, of so many tokens.
    void begin(int tokens) {
        answers++;
        this.tokens = tokens;
        sent = 0;
        received = 0;
        Arrays.fill(sentNanos, 0, tokens, 0);
    }

    /// How many have begun.
    int answers() {
        return answers;
    }

    /// Who writes it hears when some of it has arrived.
    void whenReceived(Runnable whenReceived) {
        this.whenReceived = whenReceived;
    }

    /// The next token leaves the model now.
    void send(long nowNanos) {
        sentNanos[sent++] = nowNanos;
    }

    int sent() {
        return sent;
    }

    boolean isSent() {
        return sent == tokens;
    }

    boolean isReceived() {
        return received == tokens;
    }

    /// Tokens that are on their way.
    int underWay() {
        return sent - received;
    }

    /// All tokens before `upTo` have arrived by now.
    ///
    /// @param took how long each that is new was on its way
    /// @return how many are new
    /// @throws IllegalStateException where one has arrived that was not sent
    int receive(int upTo, long nowNanos, Latencies took) {
        if (upTo > sent) {
            throw new IllegalStateException(upTo + " tokens came of " + sent);
        }
        int before = received;
        for (int i = before; i < upTo; i++) {
            took.record(Duration.ofNanos(nowNanos - sentNanos[i]));
        }
        received = Math.max(before, upTo);
        whenReceived.run();
        return received - before;
    }
}
