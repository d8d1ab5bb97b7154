package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.SeatLeaves;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What the pool has decided about who holds a conversation, brought to the conversation until it
/// has answered; the pool hears the answer. On one event loop.
final class Errands {

    private static final long AGAIN_MS = 250;

    private final Vertx vertx;
    private final PoolCommands commands;
    private final Notices.Conversations conversations;
    private final Notices notices;
    private final Consumer<NodeMessage.ToSeat> seats;

    /// @param seats tells a seat, wherever it is
    Errands(
            Vertx vertx,
            PoolCommands commands,
            Notices.Conversations conversations,
            Notices notices,
            Consumer<NodeMessage.ToSeat> seats) {
        this.vertx = vertx;
        this.commands = commands;
        this.conversations = conversations;
        this.notices = notices;
        this.seats = seats;
    }

    /// Makes a seat the holder.
    ///
    /// @param notice what the customer is told once it is
    void assign(PoolEffect.Assign a, Optional<Notice> notice) {
        handle(
                a.conversation(),
                at -> new SeatTakes(at, a.seat(), a.name(), a.epoch(), a.languages()),
                handled -> {
                    switch (handled) {
                        // Told first: until the pool hears, the next leader repeats all of it.
                        case Handled.Done _ ->
                                notice.ifPresentOrElse(
                                        told -> notices.sayNow(told, () -> confirm(a)),
                                        () -> confirm(a));
                        case Handled.Refused _ -> {
                            commands.persist(
                                    new PoolCommand.AssignRefused(
                                            a.conversation(), a.epoch(), a.seat()));
                            seats.accept(new NodeMessage.Refused(a.seat(), a.offer()));
                        }
                        case Handled.Unavailable _, Handled.Broken _ ->
                                vertx.setTimer(AGAIN_MS, _ -> assign(a, notice));
                    }
                });
    }

    /// The seat hears of it once the pool has.
    private void confirm(PoolEffect.Assign a) {
        commands.persist(new PoolCommand.Assigned(a.conversation(), a.epoch(), a.seat()));
    }

    /// Takes it from a seat that is gone, or away.
    void requeue(PoolEffect.Requeue r) {
        handle(
                r.conversation(),
                at -> new SeatLeaves(at, r.seat(), r.epoch()),
                handled -> {
                    switch (handled) {
                        // The conversation is in the queue again, and seeks by itself.
                        case Handled.Done _ -> {}
                        case Handled.Refused _ ->
                                commands.persist(
                                        new PoolCommand.Cancel(r.conversation(), r.epoch()));
                        case Handled.Unavailable _, Handled.Broken _ ->
                                vertx.setTimer(AGAIN_MS, _ -> requeue(r));
                    }
                });
    }

    private void handle(
            String conversation,
            Function<Instant, ConversationCommand> command,
            Consumer<Handled> reply) {
        Context loop = vertx.getOrCreateContext();
        conversations.handle(
                conversation, command, handled -> loop.runOnContext(_ -> reply.accept(handled)));
    }
}
