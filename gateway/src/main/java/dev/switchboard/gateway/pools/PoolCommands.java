package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.conversation.Seating;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity.SeekSeat;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Subject;
import dev.switchboard.routing.pool.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
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
        var person = conversation.person();
        return file(
                new PoolCommand.Enqueue(
                        conversation.id(),
                        search.epoch(),
                        new Subject(person.sub(), search.queue().reason(), summary),
                        new Need(
                                conversation.language(),
                                person.market(),
                                List.of(),
                                target(search.queue().target())),
                        Optional.of(search.queue().since()),
                        search.queue().excluded()));
    }

    private static Target target(dev.switchboard.routing.conversation.Target target) {
        return switch (target) {
            case dev.switchboard.routing.conversation.Target.Anybody _ -> new Target.Any();
            case dev.switchboard.routing.conversation.Target.Seat(var seat) ->
                    new Target.Agent(seat);
            case dev.switchboard.routing.conversation.Target.Skill(var skill) ->
                    new Target.Skill(skill);
            case dev.switchboard.routing.conversation.Target.Language(var language) ->
                    new Target.Language(language);
        };
    }

    @Override
    public Future<Void> cancel(String conversation, long epoch) {
        return file(new PoolCommand.Cancel(conversation, epoch));
    }

    @Override
    public Future<Void> released(String conversation, long epoch, String seat) {
        return file(new PoolCommand.Released(conversation, epoch, seat));
    }
}
