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
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/// What a supervisor's socket does besides being a seat: watch, whisper, take over. Anybody else is
/// told who may. On the socket's event loop.
final class Supervision {

    private final Socket socket;
    private final Author.Agent supervisor;
    private final List<String> languages;
    private final boolean allowed;
    private final int watchedMax;
    private final ConversationService conversations;
    private final Consumer<String> taken;
    private final Context context = Objects.requireNonNull(Vertx.currentContext());
    private final Set<String> watched = new LinkedHashSet<>();
    private boolean ended;

    /// @param languages what the supervisor reads, the one first that others are translated into
    /// @param allowed whether the token says that this is a supervisor
    /// @param watchedMax conversations watched at once
    /// @param taken hears of a conversation that the seat now holds
    Supervision(
            Socket socket,
            Author.Agent supervisor,
            List<String> languages,
            boolean allowed,
            int watchedMax,
            ConversationService conversations,
            Consumer<String> taken) {
        this.socket = socket;
        this.supervisor = supervisor;
        this.languages = languages;
        this.allowed = allowed;
        this.watchedMax = watchedMax;
        this.conversations = conversations;
        this.taken = taken;
    }

    void watch(AgentFrame.Watch watch) {
        String id = watch.conversation();
        if (refused("watch", Optional.empty(), Optional.of(id))) {
            return;
        }
        if (watched.size() >= watchedMax && !watched.contains(id)) {
            error(
                    ErrorCode.TOO_MANY,
                    "at most " + watchedMax + " conversations are watched at once",
                    Optional.empty(),
                    Optional.of(id));
            return;
        }
        watched.add(id);
        conversations.watch(socket, id, joined -> context.runOnContext(_ -> watching(id, joined)));
    }

    private void watching(String id, LiveConversation.Joined joined) {
        switch (joined) {
            case YES -> {
                if (ended) {
                    conversations.leave(socket, id);
                }
            }
            case NEVER_BEGUN, NOT_HOLDER, ENDED ->
                    forget(id, ErrorCode.GONE, "there is no such conversation");
            case UNAVAILABLE ->
                    forget(id, ErrorCode.UNAVAILABLE, "the store cannot be reached; send it again");
        }
    }

    private void forget(String id, ErrorCode code, String why) {
        watched.remove(id);
        error(code, why, Optional.empty(), Optional.of(id));
    }

    void unwatch(AgentFrame.Unwatch unwatch) {
        if (refused("unwatch", Optional.empty(), unwatch.conversation())) {
            return;
        }
        var ids = unwatch.conversation().map(List::of).orElseGet(() -> List.copyOf(watched));
        for (String id : ids) {
            if (watched.remove(id)) {
                conversations.unwatch(socket, id);
            }
        }
    }

    void whisper(AgentFrame.Whisper w) {
        if (refused("whisper", Optional.of(w.id()), Optional.of(w.conversation()))) {
            return;
        }
        var key = MessageKey.ofSeat(supervisor.seat(), w.id());
        conversations.handle(
                w.conversation(),
                at -> new SupervisorWhispers(at, Optional.of(key), supervisor, w.text()),
                handled -> reply(Optional.of(w.id()), w.conversation(), handled));
    }

    void takeOver(AgentFrame.TakeOver t) {
        if (refused("takeover", Optional.empty(), Optional.of(t.conversation()))) {
            return;
        }
        conversations.takeOver(
                t.conversation(),
                supervisor,
                languages,
                handled -> {
                    reply(Optional.empty(), t.conversation(), handled);
                    if (handled instanceof Handled.Done) {
                        taken.accept(t.conversation());
                    }
                });
    }

    void ended() {
        ended = true;
        watched.forEach(id -> conversations.leave(socket, id));
    }

    private boolean refused(String type, Optional<String> id, Optional<String> conversation) {
        if (!allowed) {
            error(
                    ErrorCode.NOT_YOURS,
                    type + ": only for the role supervisor; this token's is agent",
                    id,
                    conversation);
        }
        return !allowed;
    }

    private void reply(Optional<String> id, String conversation, Handled handled) {
        Replies.to(id, Optional.of(conversation), handled).ifPresent(socket::send);
    }

    private void error(
            ErrorCode code, String message, Optional<String> id, Optional<String> conversation) {
        socket.send(
                new ServerFrame.Error(code.code(), message, id, OptionalInt.empty(), conversation));
    }
}
