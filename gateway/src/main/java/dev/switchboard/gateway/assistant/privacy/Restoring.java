package dev.switchboard.gateway.assistant.privacy;

/// Gives back, in an answer that streams, what a [Redaction] took: an opening bracket is held back
/// for the few characters in which it may turn out to be one of its words.
public final class Restoring {

    /// Longer is no word of a redaction.
    private static final int WORD_MAX = 16;

    private final Redaction redaction;
    private final StringBuilder held = new StringBuilder();

    public Restoring(Redaction redaction) {
        this.redaction = redaction;
    }

    /// The next piece as the customer is to read it; may be empty.
    public String accept(String piece) {
        if (held.isEmpty() && piece.indexOf('[') < 0) {
            return piece;
        }
        held.append(piece);
        int open = held.lastIndexOf("[");
        boolean closed = open < 0 || held.indexOf("]", open) > 0;
        int ready = closed || held.length() - open > WORD_MAX ? held.length() : open;
        return take(ready);
    }

    /// There is no more.
    public String finish() {
        return take(held.length());
    }

    private String take(int length) {
        String ready = redaction.restore(held.substring(0, length));
        held.delete(0, length);
        return ready;
    }
}
