package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.gateway.conversation.LiveConversation;
import dev.switchboard.gateway.wire.AgentFrame;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationCommand.SupervisorWhispers;
import dev.switchboard.routing.conversation.MessageKey;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/// What a supervisor's socket does besides being a seat: watch, whisper, take over. On the socket's
/// event loop.
final class Supervision {

    private final Socket socket;
    private final Author.Agent supervisor;
    private final ConversationService conversations;
    private final Context context;
    private final int watchedMax;
    private final Set<String> watched = new LinkedHashSet<>();
    private boolean ended;

    /// @param watchedMax conversations watched at once
    Supervision(
            Socket socket,
            Author.Agent supervisor,
            ConversationService conversations,
            Context context,
            int watchedMax) {
        this.socket = socket;
        this.supervisor = supervisor;
        this.conversations = conversations;
        this.context = context;
        this.watchedMax = watchedMax;
    }

    void watch(String conversation) {
        if (watched.size() >= watchedMax && !watched.contains(conversation)) {
            error(
                    ErrorCode.TOO_MANY,
                    "at most " + watchedMax + " conversations are watched at once",
                    conversation);
            return;
        }
        watched.add(conversation);
        conversations.watch(
                socket,
                conversation,
                joined -> context.runOnContext(_ -> watching(conversation, joined)));
    }

    private void watching(String conversation, LiveConversation.Joined joined) {
        switch (joined) {
            case YES -> {
                if (ended) {
                    conversations.leave(socket, conversation);
                }
            }
            case NEVER_BEGUN, NOT_HOLDER, ENDED -> {
                watched.remove(conversation);
                error(ErrorCode.GONE, "there is no such conversation", conversation);
            }
            case UNAVAILABLE -> {
                watched.remove(conversation);
                error(
                        ErrorCode.UNAVAILABLE,
                        "the store cannot be reached; send it again",
                        conversation);
            }
        }
    }

    /// @param conversation absent: of all
    void unwatch(Optional<String> conversation) {
        for (String id : conversation.map(List::of).orElseGet(() -> List.copyOf(watched))) {
            if (watched.remove(id)) {
                conversations.unwatch(socket, id);
            }
        }
    }

    void whisper(AgentFrame.Whisper whisper, Consumer<Handled> reply) {
        var key = MessageKey.ofSeat(supervisor.seat(), whisper.id());
        conversations.handle(
                whisper.conversation(),
                at -> new SupervisorWhispers(at, Optional.of(key), supervisor, whisper.text()),
                reply);
    }

    void takeOver(String conversation, Consumer<Handled> reply) {
        conversations.takeOver(conversation, supervisor, reply);
    }

    void ended() {
        ended = true;
        watched.forEach(id -> conversations.leave(socket, id));
    }

    private void error(ErrorCode code, String message, String conversation) {
        socket.send(
                new ServerFrame.Error(
                        code.code(),
                        message,
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.of(conversation)));
    }
}
