package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.conversation.Seating;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity.SeekSeat;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Subject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/// The way into the pool: conversations and seats file their commands here, from any event loop.
public final class PoolCommands implements Seating {

    static final String POOL = "default";
    private static final long AGAIN_MS = 250;

    private final Vertx vertx;
    private final PoolStore store;

    /// @param store where the pool lives
    public PoolCommands(Vertx vertx, Store store) {
        this.vertx = vertx;
        this.store = store.pool(POOL);
    }

    /// Files a command. Fails with [dev.switchboard.gateway.store.StoreUnavailable].
    public Future<Void> file(PoolCommand command) {
        return store.append(command).mapEmpty();
    }

    /// Files a command until it is filed.
    void persist(PoolCommand command) {
        file(command).onFailure(_ -> vertx.setTimer(AGAIN_MS, _ -> persist(command)));
    }

    @Override
    public Future<Void> seek(Conversation conversation, SeekSeat search, String summary) {
        return file(
                new PoolCommand.Enqueue(
                        conversation.id(),
                        search.epoch(),
                        new Subject(conversation.person().sub(), search.queue().reason(), summary),
                        need(conversation, search.queue().target()),
                        Optional.of(search.queue().since()),
                        search.queue().excluded()));
    }

    private static Need need(Conversation conversation, Target target) {
        return new Need(
                conversation.language(),
                conversation.person().market(),
                target,
                conversation.lastSeat());
    }

    @Override
    public Future<Void> cancel(String conversation, long epoch) {
        return file(new PoolCommand.Cancel(conversation, epoch));
    }

    @Override
    public Future<Void> released(String conversation, long epoch, String seat, boolean wrapUp) {
        return file(new PoolCommand.Released(conversation, epoch, seat, wrapUp));
    }

    @Override
    public Future<Void> wrappedUp(String conversation, long epoch, String seat) {
        return file(new PoolCommand.WrappedUp(conversation, epoch, seat));
    }

    @Override
    public Future<Void> takenOver(Conversation conversation, long epoch, Holder.Agent taker) {
        return file(
                new PoolCommand.TakenOver(
                        conversation.id(),
                        epoch,
                        taker.seat(),
                        new Subject(conversation.person().sub(), taker.reason(), ""),
                        need(conversation, new Target.Anybody())));
    }

    @Override
    public Future<Void> quiet(String conversation, long epoch, String seat) {
        return file(new PoolCommand.Quiet(conversation, epoch, seat));
    }

    @Override
    public Future<Void> woke(String conversation, long epoch, String seat) {
        return file(new PoolCommand.Woke(conversation, epoch, seat));
    }
}
