package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// The id of a command in its pool's stream, and the only clock the rules know.
///
/// A stream's ids rise even where the wall clock behind them steps back, so that everybody who
/// replays the stream sees the same time.
///
/// @param ms milliseconds since 1970
/// @param n the number within that millisecond
public record CommandId(long ms, long n) implements Comparable<CommandId> {
    /// Before any command.
    public static final CommandId NONE = new CommandId(0, 0);

    private static final Comparator<CommandId> ORDER =
            Comparator.comparingLong(CommandId::ms).thenComparingLong(CommandId::n);

    public CommandId {
        if (ms < 0 || n < 0) {
            throw new IllegalArgumentException("A command id is never negative: " + ms + "-" + n);
        }
    }

    /// The id as the stream spells it, `ms-n`.
    public static CommandId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("Not a command id: " + text);
        }
        return new CommandId(
                Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    /// The name of the n-th offer that this command made.
    String offer(int n) {
        return this + "-" + n;
    }

    /// The command that made the offer of this name.
    public static CommandId ofOffer(String offer) {
        return parse(offer.substring(0, offer.lastIndexOf('-')));
    }

    /// The time at which this command happened.
    public Instant at() {
        return Instant.ofEpochMilli(ms);
    }

    @Override
    public int compareTo(CommandId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return ms + "-" + n;
    }
}
