package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A turn while it is being written: between the model's pieces and the customer's sockets. The
/// text so far is kept once; the audience's marks say who was told how much of it.
final class Answer implements Assistant.Host {

    private final Turn turn;
    private final String began;
    private final Audience audience;
    private final int pendingCharsMax;
    private final Runnable whenEnded;
    private final StringBuilder text = new StringBuilder();
    private Assistant.@Nullable Writing writing;
    private Optional<Assistant.End> ended = Optional.empty();
    private Pieces elsewhere = (_, _, _) -> {};
    private boolean held;
    private boolean paused;
    private boolean cancelled;
    private String language;
    private long covers;

    /// @param began `started` or `restarted`
    /// @param pendingCharsMax UTF-16 units that may wait for the quickest socket before the model
    ///   is made to wait
    Answer(
            Turn turn,
            String began,
            String language,
            Audience audience,
            int pendingCharsMax,
            Runnable whenEnded) {
        this.turn = turn;
        this.began = began;
        this.language = language;
        this.audience = audience;
        this.pendingCharsMax = pendingCharsMax;
        this.whenEnded = whenEnded;
    }

    /// Hears of every piece as it comes.
    interface Pieces {
        /// @param offset UTF-16 units before it
        void wrote(Answer answer, int offset, String piece);
    }

    /// Tells somebody else every piece, too.
    void alsoTell(Pieces pieces) {
        elsewhere = pieces;
    }

    /// What another node has written of it. What is here already is passed over, and what does not
    /// join on is left: the entry will tell.
    void written(int offset, String piece) {
        int known = text.length() - offset;
        if (known >= 0 && known < piece.length()) {
            piece(piece.substring(known));
        }
    }

    Turn turn() {
        return turn;
    }

    String text() {
        return text.toString();
    }

    String language() {
        return language;
    }

    /// `seq` of the last customer's word the model was given.
    long covers() {
        return covers;
    }

    /// How the assistant ended it, though it may not be in the log yet.
    Optional<Assistant.End> ended() {
        return ended;
    }

    boolean cancelled() {
        return cancelled;
    }

    /// Asks the assistant to write.
    void begin(Assistant assistant, Assistant.Question question, long covers) {
        this.covers = covers;
        this.language = question.language();
        writing = assistant.begin(question, this);
    }

    @Override
    public void piece(String piece) {
        if (!cancelled) {
            int offset = text.length();
            text.append(piece);
            elsewhere.wrote(this, offset, piece);
            advance();
        }
    }

    @Override
    public void end(Assistant.End end) {
        if (!cancelled) {
            ended = Optional.of(end);
            whenEnded.run();
        }
    }

    /// Tells the customer more, if more may be told now.
    void advance() {
        if (held || cancelled) {
            return;
        }
        int behind = audience.advance(turn.id(), text);
        if (behind > pendingCharsMax && !paused) {
            paused = true;
            ifWriting(Assistant.Writing::pause);
        } else if (behind == 0 && paused) {
            paused = false;
            ifWriting(Assistant.Writing::resume);
        }
    }

    /// Tells nothing more for now, so that what the customer has seen stays what is being decided
    /// on.
    Seen hold() {
        held = true;
        return new Seen(turn.id(), text.substring(0, audience.seen(text)), language);
    }

    /// Goes on telling.
    void release() {
        held = false;
        advance();
    }

    /// Ends it for good. The sockets are told the text as the log has it: where another node was
    /// first, that may be another text.
    void cancel(Optional<String> recorded) {
        cancelled = true;
        ifWriting(Assistant.Writing::cancel);
        recorded.ifPresent(this::finish);
    }

    private void finish(String recorded) {
        String known = text();
        if (!recorded.startsWith(known) && !known.startsWith(recorded)) {
            audience.begin(began("restarted"));
        }
        audience.finish(turn.id(), recorded, recorded.length());
    }

    /// Brings a socket that has just come to where the others are.
    void show(Outbox outbox) {
        audience.bringUpToDate(outbox, began(), text);
        advance();
    }

    /// What the customer is told of its beginning.
    ServerFrame.Turn began() {
        return began(began);
    }

    private ServerFrame.Turn began(String how) {
        return new ServerFrame.Turn(Optional.empty(), turn.id(), how, OptionalLong.empty());
    }

    private void ifWriting(Consumer<Assistant.Writing> then) {
        if (writing != null) {
            then.accept(writing);
        }
    }
}
