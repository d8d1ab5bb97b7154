package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.Reason;
import java.util.Optional;

/// A turn while it is being written on one node. The model's pieces come over simulated time; how
/// it ends is known to it from the beginning and to nobody else.
final class Answer {

    private final Turn turn;
    private final String language;
    private final long covers;
    private final Dice dice;
    private final StringBuilder text = new StringBuilder();
    private Optional<End> ended = Optional.empty();
    private boolean cancelled;
    private int pieces;

    /// How the assistant ended it.
    sealed interface End {
        record Answered() implements End {}

        record Proposes() implements End {}

        record HandsOff(Reason reason) implements End {}

        record Failed() implements End {}
    }

    Answer(Turn turn, String language, long covers, Dice dice) {
        this.turn = turn;
        this.language = language;
        this.covers = covers;
        this.dice = dice;
        this.pieces = dice.between(0, 4);
    }

    Turn turn() {
        return turn;
    }

    String language() {
        return language;
    }

    long covers() {
        return covers;
    }

    String text() {
        return text.toString();
    }

    Optional<End> ended() {
        return ended;
    }

    boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    /// What the customer has seen of it.
    Seen seen() {
        return new Seen(turn.id(), text(), language);
    }

    /// Has the model write on, and end some time.
    ///
    /// @param fair whether it always ends in an answer
    void write(Timeline timeline, Process node, boolean fair, Runnable whenEnded) {
        timeline.after(
                dice.about(25),
                node,
                () -> {
                    if (cancelled || ended.isPresent()) {
                        return;
                    }
                    if (pieces > 0) {
                        pieces--;
                        text.append('.');
                        write(timeline, node, fair, whenEnded);
                    } else {
                        ended = Optional.of(end(fair));
                        whenEnded.run();
                    }
                });
    }

    private End end(boolean fair) {
        if (fair || dice.chance(0.6)) {
            text.append('!');
            // Not by a die, or every seed would tell another story than before.
            return turn.errand().isEmpty() && turn.id().hashCode() % 2 == 0
                    ? new End.Proposes()
                    : new End.Answered();
        }
        return dice.chance(0.5)
                ? new End.Failed()
                : new End.HandsOff(dice.chance(0.5) ? Reason.OUT_OF_SCOPE : Reason.DISPUTE);
    }
}
