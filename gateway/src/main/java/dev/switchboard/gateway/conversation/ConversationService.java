package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.gateway.assistant.Summaries;
import dev.switchboard.gateway.assistant.translation.Translator;
import dev.switchboard.gateway.cluster.Neighbours;
import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.memory.Recent;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.StoreUnavailable;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationCommand.SupervisorTakesOver;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.pool.PoolEffect;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The conversations that are live on this node: each is in memory once, as long as somebody uses
/// it.
public final class ConversationService {

    private static final int PAGE = 500;
    private static final int QUIET_MAX = 100;

    /// UTF-16 units of logs' ends that are remembered.
    private static final long TAILS_UNITS_MAX = 8_000_000;

    private static final Duration BRIEFING_WITHIN = Duration.ofMillis(500);

    private final Map<String, LiveConversation> live = new ConcurrentHashMap<>();
    private final Surroundings around;
    private int quietFrom;
    private boolean unheard;

    /// @param texts what the gateway itself says to customers
    /// @param briefing what agents are told before they take a conversation
    /// @param seating where conversations ask for seats
    public ConversationService(
            Vertx vertx,
            ConversationStore store,
            Assistant assistant,
            Translator translator,
            Summaries summaries,
            Texts texts,
            Briefing briefing,
            Seating seating,
            GatewayConfig config,
            Neighbours neighbours,
            InstantSource clock,
            MeterRegistry registry) {
        this.around =
                new Surroundings(
                        vertx,
                        store,
                        assistant,
                        translator,
                        summaries,
                        texts,
                        briefing,
                        seating,
                        config.assistant(),
                        config.conversation(),
                        config.connection().heartbeat(),
                        clock,
                        new ConversationMetrics(registry),
                        neighbours,
                        new Recent<>(TAILS_UNITS_MAX, (_, tail) -> tail.weight()),
                        this::retain,
                        this::release);
        registry.gaugeMapSize("switchboard.conversation.live", List.of(), live);
    }

    /// What became of a customer's wish to take part.
    public sealed interface Entrance {
        /// The socket takes part, and was sent its welcome and what it missed.
        record In(LiveConversation conversation) implements Entrance {}

        /// The conversation named is not this person's.
        record NotYours() implements Entrance {}

        /// The store could not be reached.
        record Unavailable() implements Entrance {}
    }

    /// Lets a customer's socket take part in the conversation it names, or in the person's open
    /// one, or in a new one.
    ///
    /// @param language to begin in, BCP 47
    /// @param after the last `seq` the client has seen
    public void join(
            Outbox outbox,
            Person person,
            String language,
            Optional<String> named,
            OptionalLong after,
            Consumer<Entrance> reply) {
        var wish = new Wish(outbox, person, language, after, reply);
        if (named.isEmpty()) {
            around.store()
                    .latestOf(person.sub())
                    .onSuccess(latest ->
                            latest.ifPresentOrElse(
                                    l -> join(wish, l, LiveConversation.Wish.LATEST),
                                    () ->
                                            join(
                                                    wish,
                                                    Ids.first(person.sub()),
                                                    LiveConversation.Wish.NEW)))
                    .onFailure(_ -> reply.accept(new Entrance.Unavailable()));
        } else if (Ids.isOf(person.sub(), named.get())) {
            join(wish, named.get(), LiveConversation.Wish.NAMED);
        } else {
            reply.accept(new Entrance.NotYours());
        }
    }

    private record Wish(
            Outbox outbox,
            Person person,
            String language,
            OptionalLong after,
            Consumer<Entrance> reply) {}

    private void join(Wish wish, String id, LiveConversation.Wish how) {
        LiveConversation conversation = acquire(id);
        conversation.joinCustomer(
                wish.outbox(),
                Conversation.begin(id, wish.person(), wish.language()),
                wish.after(),
                how,
                joined -> {
                    switch (joined) {
                        case YES -> wish.reply().accept(new Entrance.In(conversation));
                        case ENDED -> join(wish, Ids.next(id), LiveConversation.Wish.NEW);
                        case NOT_HOLDER, NEVER_BEGUN, UNAVAILABLE ->
                                wish.reply().accept(new Entrance.Unavailable());
                    }
                    release(conversation);
                });
    }

    /// Lets a seat's socket take part in a conversation that the seat holds.
    public void joinSeat(
            Outbox outbox, String seat, String id, Consumer<LiveConversation.Joined> reply) {
        with(
                id,
                (conversation, done) ->
                        conversation.joinSeat(
                                outbox,
                                seat,
                                joined -> {
                                    reply.accept(joined);
                                    done.run();
                                }));
    }

    /// Lets a supervisor's socket hear a conversation. Nobody else is told.
    public void watch(Outbox outbox, String id, Consumer<LiveConversation.Joined> reply) {
        if (!Ids.wellFormed(id)) {
            reply.accept(LiveConversation.Joined.NEVER_BEGUN);
            return;
        }
        with(
                id,
                (conversation, done) ->
                        conversation.watch(
                                outbox,
                                joined -> {
                                    reply.accept(joined);
                                    done.run();
                                }));
    }

    /// Lets a supervisor's socket hear it no more.
    public void unwatch(Outbox outbox, String id) {
        find(id).ifPresent(conversation -> conversation.unwatch(outbox));
    }

    /// What an agent is told of a conversation before taking it, in a language of theirs. Takes no
    /// longer than an offer may wait for it, and never fails.
    ///
    /// @param languages primary BCP 47 tags, best first
    /// @param otherwise what the pool was told, where the log cannot be read
    public Future<String> briefing(String id, List<String> languages, String otherwise) {
        Future<Optional<Conversation>> state = around.store().load(id);
        return around.store()
                .newest(id, around.limits().historyEntriesMax())
                .compose(entries ->
                        state.map(known ->
                                known.map(s -> around.briefing().committed(s, entries, languages))
                                        .filter(briefing -> !briefing.isBlank())
                                        .orElse(otherwise)))
                .timeout(BRIEFING_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(otherwise);
    }

    /// Makes a supervisor's seat the holder.
    ///
    /// @param languages primary BCP 47 tags of those the supervisor reads, the one first that
    ///   others are translated into
    public void takeOver(
            String id, Author.Agent supervisor, List<String> languages, Consumer<Handled> reply) {
        if (!Ids.wellFormed(id)) {
            reply.accept(new Handled.Refused(Decision.Refusal.NOT_BEGUN));
            return;
        }
        handle(
                id,
                (at, seen) -> new SupervisorTakesOver(at, supervisor, languages, seen.get()),
                reply);
    }

    /// Goes on with what a lost node left of a conversation. Completes once a survivor of this node
    /// would find it, or need not; fails where the store could not be reached.
    public Future<Void> inherit(String id, String lost) {
        var inherited = Promise.<Void>promise();
        with(
                id,
                (conversation, done) ->
                        conversation.inherit(
                                lost,
                                well -> {
                                    if (well) {
                                        inherited.complete();
                                    } else {
                                        inherited.fail(new StoreUnavailable("not taken over"));
                                    }
                                    done.run();
                                }));
        return inherited.future();
    }

    /// Takes a socket out of a conversation.
    public void leave(Outbox outbox, String id) {
        find(id).ifPresent(conversation -> conversation.leave(outbox));
    }

    /// Has a command decided, committed and told, of a conversation that has a log.
    public void handle(
            String id, Function<Instant, ConversationCommand> command, Consumer<Handled> reply) {
        handle(id, (at, _) -> command.apply(at), reply);
    }

    private void handle(
            String id,
            BiFunction<Instant, Supplier<Optional<Seen>>, ConversationCommand> command,
            Consumer<Handled> reply) {
        handled(id, (conversation, done) -> conversation.handle(command, done), reply);
    }

    /// Has an agent's words understood, decided on, committed and told.
    public void agentSays(
            String id,
            MessageKey message,
            Author.Agent agent,
            String text,
            Consumer<Handled> reply) {
        handled(
                id,
                (conversation, done) -> conversation.agentSays(message, agent, text, done),
                reply);
    }

    private void handled(
            String id,
            BiConsumer<LiveConversation, Consumer<Handled>> work,
            Consumer<Handled> reply) {
        if (!Ids.wellFormed(id)) {
            reply.accept(new Handled.Refused(Decision.Refusal.NOT_HOLDER));
            return;
        }
        with(
                id,
                (conversation, done) ->
                        work.accept(
                                conversation,
                                handled -> {
                                    reply.accept(handled);
                                    done.run();
                                }));
    }

    /// Tells the others on a conversation something that is not kept.
    public void mention(Outbox sender, String id, Function<Optional<String>, ServerFrame> frame) {
        find(id).ifPresent(conversation -> conversation.mention(sender, frame));
    }

    /// Tells the customer their place in the queue, where they are on this node.
    public void position(PoolEffect.Position place) {
        String id = place.conversation();
        if (live.containsKey(id)) {
            with(id, (conversation, done) -> conversation.position(place, done));
        }
    }

    /// A message of another node.
    public void receive(NodeMessage.ToConversation message) {
        String id = message.conversation();
        if (live.containsKey(id)) {
            with(
                    id,
                    (conversation, done) -> {
                        conversation.receive(message);
                        done.run();
                    });
        } else if (!(message instanceof NodeMessage.Placed)) {
            // Nobody here takes part any more.
            var _ = around.store().leave(id, around.node());
        }
    }

    /// Compares live conversations with the store, on the calling event loop: all in which
    /// something has been said, and some of the others in turn.
    ///
    /// @param forgotten whether the store may have forgotten that this node takes part
    public void compare(boolean forgotten) {
        boolean anew = forgotten || unheard;
        unheard = false;
        var ids = new ArrayList<String>();
        int quiet = 0;
        int skipped = 0;
        for (var e : live.entrySet()) {
            if (!e.getValue().unbegun()) {
                ids.add(e.getKey());
            } else if (skipped++ >= quietFrom && quiet < QUIET_MAX) {
                quiet++;
                ids.add(e.getKey());
            }
        }
        quietFrom = quiet < QUIET_MAX ? 0 : quietFrom + quiet;
        for (int from = 0; from < ids.size(); from += PAGE) {
            compare(ids.subList(from, Math.min(ids.size(), from + PAGE)), anew);
        }
    }

    private void compare(List<String> ids, boolean forgotten) {
        // Where the store is away, the next comparison makes up for it.
        around.store()
                .versions(ids)
                .onSuccess(versions -> {
                    for (int i = 0; i < ids.size(); i++) {
                        long version = versions.get(i);
                        find(ids.get(i)).ifPresent(c -> c.compare(version, forgotten));
                    }
                })
                .onFailure(_ -> unheard |= forgotten);
    }

    /// How many answers are being written here.
    public int answers() {
        return (int) live.values().stream().filter(LiveConversation::writesAnswer).count();
    }

    /// Looks at every conversation that is live here whether silence has made something due: a
    /// conversation closed, room at a seat.
    public void sweep() {
        live.values().forEach(LiveConversation::sweep);
    }

    private void with(String id, BiConsumer<LiveConversation, Runnable> use) {
        LiveConversation conversation = acquire(id);
        use.accept(conversation, () -> release(conversation));
    }

    private Optional<LiveConversation> find(String id) {
        return Optional.ofNullable(live.get(id));
    }

    private LiveConversation acquire(String id) {
        return Objects.requireNonNull(
                live.compute(
                        id,
                        (_, now) -> {
                            var used = now == null ? new LiveConversation(id, around) : now;
                            used.used(1);
                            return used;
                        }));
    }

    /// Where nobody used it a moment ago, it is there again; unless another has taken its place,
    /// and stands for what the log has.
    private boolean retain(LiveConversation conversation) {
        var stands =
                live.compute(
                        conversation.id(),
                        (_, now) -> {
                            if (now != null && !now.equals(conversation)) {
                                return now;
                            }
                            conversation.used(1);
                            return conversation;
                        });
        return conversation.equals(stands);
    }

    private void release(LiveConversation conversation) {
        live.computeIfPresent(
                conversation.id(),
                (_, now) -> {
                    boolean over = now.equals(conversation) && conversation.used(-1) == 0;
                    if (over) {
                        conversation.forget();
                    }
                    return over ? null : now;
                });
    }
}
