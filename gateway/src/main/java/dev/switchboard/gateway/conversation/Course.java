package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.store.ConversationStore.Attendance;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.store.ConversationStore.Sight;
import dev.switchboard.gateway.store.StoreUnavailable;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayMissesHistory;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.pool.PoolEffect;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that happens in a conversation, one command after another, on its event loop; sockets of
/// other loops hand over to it.
///
/// What must run besides, an answer or a search for a seat, is [Upkeep]'s; what the pool must know
/// is [Placement]'s, and what comes of nobody speaking [Silence]'s.
final class Course {

    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    /// No conversation gets much longer.
    private static final long CLAIM_MAX = 100_000;

    private final String id;
    private final Surroundings around;
    private final Uses uses;
    private final ContextInternal home;
    private final Mailbox mailbox;
    private final Ledger ledger;
    private final Audience audience;
    private final Placement placement;
    private final Elsewhere elsewhere;
    private final Upkeep upkeep;
    private final Silence silence;
    private final Usher usher;
    private final Interpreter interpreter;
    private final Briefer briefer;
    private volatile boolean unbegun = true;
    private volatile String language = "";
    private Optional<PoolEffect.Position> position = Optional.empty();

    /// @param home its event loop
    /// @param uses keeps it in memory
    /// @param rested called when there is no more work
    Course(String id, Surroundings around, ContextInternal home, Uses uses, Runnable rested) {
        this.id = id;
        this.around = around;
        this.home = home;
        this.uses = uses;
        this.mailbox = new Mailbox(rested);
        this.elsewhere = new Elsewhere(id, around, uses);
        this.ledger = new Ledger(id, around.store(), around::now, listener());
        this.audience = new Audience(id, this::onHome, () -> upkeep().advance(), around.metrics());
        Upkeep.Desk desk = desk();
        this.placement =
                new Placement(
                        id,
                        around,
                        uses,
                        () ->
                                mailbox.post(() -> {
                                    tidy();
                                    return Future.succeededFuture();
                                }));
        this.upkeep = new Upkeep(id, around, uses, ledger, audience, placement, elsewhere, desk);
        this.silence = new Silence(around, ledger, audience, placement, upkeep, desk);
        this.usher = new Usher(id, around, uses, ledger, audience, upkeep);
        this.interpreter = new Interpreter(id, around, ledger, upkeep::seen);
        this.briefer = new Briefer(id, around, uses, desk);
    }

    /// Goes on with a conversation in which nothing had been said, and its customer's sockets.
    void resume(Conversation begin, List<Outbox> customers) {
        ledger.resume(begin);
        language = begin.language();
        customers.forEach(audience::addCustomer);
    }

    /// Whether all there is to it is that nothing has been said, and sockets of its customer.
    boolean isBlank() {
        return unbegun
                && ledger.isBlank()
                && isAtRest()
                && elsewhere.isAway()
                && audience.isOfCustomers();
    }

    /// What it is to be begun as.
    Conversation begin() {
        return ledger.state();
    }

    /// All sockets that take part.
    List<Outbox> customers() {
        return audience.sockets();
    }

    /// What is spoken in it, BCP 47; known once a socket has joined. From any thread.
    String language() {
        return language;
    }

    /// Lets a customer's socket take part.
    ///
    /// @param begin what the conversation begins as, should this socket say its first word
    /// @param after the last `seq` it has seen
    /// @param wish how it came to this very conversation
    void joinCustomer(
            Outbox outbox,
            Conversation begin,
            OptionalLong after,
            LiveConversation.Wish wish,
            Consumer<LiveConversation.Joined> reply) {
        post(
                () -> joined(after.orElse(0), wish != LiveConversation.Wish.NEW),
                sight -> {
                    ledger.beginAs(begin);
                    // Also where the sweep has not come by yet.
                    return silence.closeIfIdle()
                            .compose(_ -> believe(after, wish))
                            .compose(_ -> customerComes(outbox, after, wish, sight, reply));
                },
                () -> reply.accept(LiveConversation.Joined.UNAVAILABLE));
    }

    private Future<Sight> joined(long after, boolean begun) {
        return elsewhere.join(after, begun).compose(sight -> ledger.learn(sight).map(sight));
    }

    /// A client may have seen more than this node has heard of, or than the store has kept: what it
    /// has seen is never given to other entries. Only so far as a conversation may have come, for
    /// any client may claim anything.
    private Future<Void> believe(OptionalLong after, LiveConversation.Wish wish) {
        return after.isEmpty() || after.getAsLong() <= ledger.state().version()
                ? Future.succeededFuture()
                : ledger.verify().compose(_ -> missed(after.getAsLong(), wish));
    }

    private Future<Void> missed(long seen, LiveConversation.Wish wish) {
        Conversation state = ledger.state();
        long more = seen - state.version();
        return wish == LiveConversation.Wish.NAMED && more > 0 && more <= CLAIM_MAX
                ? execute(new GatewayMissesHistory(around.now(), seen, state.epoch()), _ -> {})
                : Future.succeededFuture();
    }

    private Future<Void> customerComes(
            Outbox outbox,
            OptionalLong after,
            LiveConversation.Wish wish,
            Sight sight,
            Consumer<LiveConversation.Joined> reply) {
        if (wish != LiveConversation.Wish.NAMED
                && ledger.state().holder() instanceof Holder.Closed) {
            reply.accept(LiveConversation.Joined.ENDED);
            return Future.succeededFuture();
        }
        return usher.customer(outbox, after, sight.entries())
                .onSuccess(_ -> {
                    language = ledger.state().language();
                    position.ifPresent(p -> write(outbox, queue(p)));
                    reply.accept(LiveConversation.Joined.YES);
                });
    }

    /// Is told from here on of what other nodes commit, and has what they have. A conversation in
    /// which nothing has been said costs the store nothing: whoever says the first word notes it.
    private Future<Void> attended() {
        if (ledger.state().version() == 0) {
            return Future.succeededFuture();
        }
        Future<Void> noted = elsewhere.attend();
        return noted.isComplete() ? noted : noted.compose(_ -> ledger.catchUp());
    }

    /// Lets a seat's socket take part, if the seat holds the conversation, and sends it `assigned`.
    void joinSeat(Outbox outbox, String seat, Consumer<LiveConversation.Joined> reply) {
        post(
                () -> {
                    if (audience.seats(outbox)) {
                        reply.accept(LiveConversation.Joined.YES);
                        return Future.succeededFuture();
                    }
                    // It was assigned on another node, perhaps, which this one has yet to hear of.
                    return (isHolder(seat) ? attended() : ledger.catchUp())
                            .compose(_ -> {
                                if (isHolder(seat)) {
                                    return attended()
                                            .compose(_ -> usher.seat(outbox, seat))
                                            .onSuccess(
                                                    _ -> reply.accept(LiveConversation.Joined.YES));
                                }
                                reply.accept(LiveConversation.Joined.NOT_HOLDER);
                                return letGoOf(seat);
                            });
                },
                () -> reply.accept(LiveConversation.Joined.UNAVAILABLE));
    }

    /// Lets a supervisor's socket hear everything, if there is anything to hear. Nobody is told.
    void watch(Outbox outbox, Consumer<LiveConversation.Joined> reply) {
        post(
                () -> {
                    if (ledger.state().version() == 0) {
                        reply.accept(LiveConversation.Joined.NEVER_BEGUN);
                        return Future.succeededFuture();
                    }
                    return attended()
                            .compose(_ -> usher.watcher(outbox))
                            .onSuccess(_ -> reply.accept(LiveConversation.Joined.YES));
                },
                () -> reply.accept(LiveConversation.Joined.UNAVAILABLE));
    }

    /// Lets a supervisor's socket hear no more, unless its seat holds the conversation.
    void unwatch(Outbox outbox) {
        // After a watch that is still being worked on.
        onHome(() ->
                mailbox.post(() -> {
                    if (audience.unwatch(outbox)) {
                        tidy();
                        uses.release();
                    }
                    return Future.succeededFuture();
                }));
    }

    /// Whether this node has the socket of the seat that holds.
    private boolean isSeatHere() {
        return ledger.state().holder() instanceof Holder.Agent held
                && !audience.ofSeat(held.seat()).isEmpty();
    }

    private boolean isHolder(String seat) {
        return ledger.state().isHeldBy(seat);
    }

    /// The pool believes that the seat holds it: whoever was to tell it otherwise has died. To the
    /// queue, the search itself tells.
    private Future<Void> letGoOf(String seat) {
        return ledger.state().holder() instanceof Holder.Queue
                ? Future.succeededFuture()
                : around.seating().released(id, ledger.state().epoch(), seat, false);
    }

    /// Takes a socket out.
    void leave(Outbox outbox) {
        onHome(() -> {
            if (audience.remove(outbox)) {
                // After what it has asked for: that may begin something to be seen to.
                mailbox.post(() -> {
                    tidy();
                    uses.release();
                    return Future.succeededFuture();
                });
            }
        });
    }

    /// A customer's words: understood, translated where the agent needs it, decided on, committed.
    void customerSays(
            MessageKey message,
            String text,
            Function<Words, ConversationCommand> command,
            Consumer<Handled> reply) {
        spoken(() -> interpreter.customer(message, text).map(command), reply);
    }

    /// A customer's wish for a person, without words.
    void customerAsksForPerson(
            Function<Words, ConversationCommand> command, Consumer<Handled> reply) {
        spoken(() -> interpreter.customer().map(command), reply);
    }

    /// An agent's words, translated where the customer needs it.
    void agentSays(MessageKey message, Author.Agent agent, String text, Consumer<Handled> reply) {
        spoken(() -> interpreter.agent(message, agent, text), reply);
    }

    private void spoken(
            Supplier<Future<? extends ConversationCommand>> understood, Consumer<Handled> reply) {
        post(
                () -> understood.get().compose(command -> execute(command, understood, reply)),
                () -> reply.accept(new Handled.Unavailable()));
    }

    /// Any other command. It is given the time and what the customer has seen of the answer being
    /// written, which from here on stands still until the command is decided.
    void handle(
            BiFunction<Instant, Supplier<Optional<Seen>>, ConversationCommand> command,
            Consumer<Handled> reply) {
        post(
                () -> execute(command.apply(around.now(), upkeep::seen), reply),
                () -> reply.accept(new Handled.Unavailable()));
    }

    /// Tells the others something that is not kept.
    void mention(Outbox sender, Function<Optional<String>, ServerFrame> frame) {
        onHome(() -> {
            if (audience.mention(sender, frame)) {
                elsewhere.mention(
                        FrameCodec.encode(frame.apply(Optional.empty())),
                        FrameCodec.encode(frame.apply(Optional.of(id))));
            }
            mailbox.rest();
        });
    }

    /// Tells the customer their place in the queue.
    void position(PoolEffect.Position place, Runnable done) {
        post(
                () -> {
                    done.run();
                    if (ledger.state().holder() instanceof Holder.Queue
                            && ledger.state().epoch() == place.epoch()
                            && !position.filter(place::equals).isPresent()) {
                        position = Optional.of(place);
                        audience.tellCustomers(List.of(queue(place)));
                    }
                    return Future.succeededFuture();
                },
                done);
    }

    private Future<Void> execute(ConversationCommand command, Consumer<Handled> reply) {
        return execute(command, () -> Future.succeededFuture(command), reply);
    }

    private Future<Void> execute(
            ConversationCommand command,
            Supplier<Future<? extends ConversationCommand>> understood,
            Consumer<Handled> reply) {
        long begun = System.nanoTime();
        return ledger.execute(
                        command,
                        understood,
                        handled -> {
                            around.metrics().handled(handled, System.nanoTime() - begun);
                            reply.accept(handled);
                        })
                .onSuccess(_ -> upkeep.settle(false));
    }

    /// An entry, ours or another's, just became part of the state.
    private void entry(Conversation before, Entry entry, Conversation after) {
        language = after.language();
        upkeep.entry(entry, after);
        audience.tell(entry, around.voice(after), after.holder());
        if (before.epoch() != after.epoch()) {
            position = Optional.empty();
            if (entry.event() instanceof HistoryLost lost) {
                historyLost(lost);
                placement.lost(ledger::state, isSeatHere());
            } else {
                release(before, after);
                placement.moved(before, after);
            }
        }
        if (entry.event() instanceof Concluded concluded) {
            placement.concluded(concluded);
        }
        silence.broken(before, entry);
        unbegun = false;
    }

    /// What sockets of this node were told is not in the log any more.
    private Future<Void> lost() {
        position = Optional.empty();
        unbegun = false;
        upkeep.endLostAnswer();
        placement.lost(ledger::state, isSeatHere());
        elsewhere.forgotten();
        return (isIdle() ? Future.<Void>succeededFuture() : attended())
                .compose(_ -> usher.again())
                .onSuccess(_ -> upkeep.settle(true));
    }

    private Ledger.Listener listener() {
        return new Ledger.Listener() {
            @Override
            public void entry(Conversation before, Entry entry, Conversation after) {
                Course.this.entry(before, entry, after);
            }

            @Override
            public Future<Optional<Attendance>> attendance(
                    Conversation before, Conversation after) {
                return elsewhere.attendance(before, after, !audience.isEmpty());
            }

            @Override
            public void committed(Conversation before, Conversation after, List<String> nodes) {
                elsewhere.committed(before, after, nodes);
                if (!before.holder().equals(after.holder())) {
                    log(after);
                    around.metrics().held(after.holder());
                    briefer.moved(before, after);
                    interpreter
                            .takenOver(after)
                            .ifPresent(told -> post(() -> execute(told, _ -> {}), () -> {}));
                }
            }

            @Override
            public Future<Void> lost(Conversation known, Conversation now) {
                return Course.this.lost();
            }
        };
    }

    /// What another node has to say of it.
    void receive(NodeMessage.ToConversation message) {
        switch (message) {
            case NodeMessage.Moved moved -> heard(moved.version());
            case NodeMessage.Attends attends ->
                    onHome(() -> {
                        elsewhere.met(attends.node());
                        upkeep.own().ifPresent(answer -> elsewhere.show(attends.node(), answer));
                    });
            case NodeMessage.Written w ->
                    post(
                            () -> {
                                upkeep.written(w);
                                return Future.succeededFuture();
                            },
                            () -> {});
            case NodeMessage.Mentioned m ->
                    onHome(() ->
                            audience.tell(
                                    m.toCustomer().getBytes(StandardCharsets.UTF_8),
                                    m.toSeat().getBytes(StandardCharsets.UTF_8)));
            case NodeMessage.Placed placed -> position(placed.position(), () -> {});
        }
    }

    private void heard(long version) {
        onHome(() -> {
            if (ledger.loaded() && ledger.state().version() < version) {
                post(ledger::catchUp, () -> {});
            }
        });
    }

    /// Nobody uses it any more. From any event loop.
    void forget() {
        upkeep.forget();
    }

    /// Whether an answer is being written here. From any event loop.
    boolean writesAnswer() {
        return upkeep.own().isPresent();
    }

    /// Whether nothing has been said in it, as far as is known.
    boolean unbegun() {
        return unbegun;
    }

    /// The store has it at this version: what was not heard of is read, what is not there any more
    /// is given up, and what should run and does not is begun.
    ///
    /// @param forgotten whether the store may have forgotten that this node takes part, and the
    ///   pool what it was told
    void compare(long version, boolean forgotten) {
        onHome(() -> {
            if (!ledger.loaded()) {
                return;
            }
            if (forgotten) {
                elsewhere.forgotten();
            }
            if (forgotten || ledger.state().version() != version || upkeep.lacks()) {
                post(
                        () ->
                                (isIdle() ? Future.<Void>succeededFuture() : attended())
                                        .compose(_ -> ledger.verify())
                                        .onSuccess(_ -> {
                                            upkeep.settle(true);
                                            if (forgotten) {
                                                placement.reassert(ledger::state, isSeatHere());
                                            }
                                        }),
                        () -> {});
            }
        });
    }

    /// Goes on with what a lost node left: it takes part no more, and what should run and does not
    /// is begun. Completes once a survivor of this node would find it, or need not.
    ///
    /// @param reply hears whether that is so
    void inherit(String lost, Consumer<Boolean> reply) {
        onHome(() -> {
            boolean known = ledger.loaded();
            post(
                    () ->
                            around.store()
                                    .leave(id, lost)
                                    .compose(_ ->
                                            known ? ledger.catchUp() : Future.succeededFuture())
                                    .compose(_ -> {
                                        upkeep.settle(true);
                                        return isIdle()
                                                ? Future.<Void>succeededFuture()
                                                : elsewhere.enter();
                                    })
                                    .onSuccess(_ -> reply.accept(true)),
                    () -> reply.accept(false));
        });
    }

    /// Whether this node need see to nothing in it: no socket takes part, no answer is written, the
    /// pool knows everything.
    private boolean isIdle() {
        return audience.isEmpty() && isAtRest();
    }

    private boolean isAtRest() {
        return upkeep.isIdle() && placement.isIdle();
    }

    /// A node that need see to nothing need not be told. Between two pieces of work only, for the
    /// one under way may begin something.
    private void tidy() {
        if (isIdle()) {
            elsewhere.leave();
        }
    }

    /// A seat that holds no longer takes part no longer.
    private void release(Conversation before, Conversation after) {
        if (before.holder() instanceof Holder.Agent held) {
            String why = why(after.holder()).code();
            for (Outbox outbox : audience.ofSeat(held.seat())) {
                write(outbox, new ServerFrame.Released(id, why));
                if (audience.unseat(outbox)) {
                    uses.release();
                }
            }
        }
    }

    private static Reason why(Holder now) {
        return switch (now) {
            case Holder.Queue queue -> queue.reason();
            case Holder.Closed closed -> closed.reason();
            case Holder.Agent agent -> agent.reason();
            case Holder.Assistant _ -> Reason.RETURN;
        };
    }

    private Upkeep upkeep() {
        return upkeep;
    }

    private Upkeep.Desk desk() {
        return new Upkeep.Desk() {
            @Override
            public void post(Supplier<Future<Void>> work, Runnable away) {
                Course.this.post(work, away);
            }

            @Override
            public Future<Void> execute(ConversationCommand command) {
                return Course.this.execute(command, _ -> {});
            }
        };
    }

    /// Does this on the conversation's loop, after all before it, on a state that is up to date.
    ///
    /// @param away instead, where the store cannot be reached
    private void post(Supplier<Future<Void>> work, Runnable away) {
        post(ledger::refresh, _ -> work.get(), away);
    }

    /// The same, where what brings the state up to date gives something to work on.
    private <T> void post(
            Supplier<Future<T>> refresh, Function<T, Future<Void>> work, Runnable away) {
        onHome(() ->
                mailbox.post(() -> {
                    // Whoever asked may let go as soon as there is a reply, which is before the
                    // end.
                    if (!uses.retain()) {
                        away.run();
                        return Future.succeededFuture();
                    }
                    boolean first = !ledger.loaded();
                    return Future.<Void>succeededFuture()
                            .compose(_ -> refresh.get())
                            .compose(read ->
                                    (first ? found() : Future.<Void>succeededFuture())
                                            .compose(_ -> work.apply(read)))
                            .recover(e -> {
                                report(e);
                                away.run();
                                return Future.succeededFuture();
                            })
                            .onComplete(_ -> {
                                tidy();
                                uses.release();
                            });
                }));
    }

    /// The state is here for the first time. Who comes finds it closed, if it has been silent for
    /// too long, and running, if something should run.
    private Future<Void> found() {
        unbegun = ledger.state().version() == 0;
        placement.found(ledger.state());
        return silence.closeIfIdle().onSuccess(_ -> upkeep.settle(true));
    }

    /// Looks whether silence has made something due.
    void sweep() {
        onHome(() -> {
            if (ledger.loaded()) {
                silence.sweep();
            }
        });
    }

    private void report(Throwable e) {
        boolean away = e instanceof StoreUnavailable;
        (away ? LOG.atWarn() : LOG.atError().setCause(e))
                .addKeyValue("conversation", id)
                .addKeyValue("why", String.valueOf(e.getMessage()))
                .log("Could not work on a conversation");
    }

    private void onHome(Runnable work) {
        if (home.inThread()) {
            work.run();
        } else {
            home.runOnContext(_ -> work.run());
        }
    }

    private ServerFrame queue(PoolEffect.Position place) {
        return around.voice(ledger.state())
                .word(
                        new ServerFrame.Queue(
                                place.position(),
                                place.waits()
                                        .map(w ->
                                                new ServerFrame.Wait(
                                                        (int) w.low().toSeconds(),
                                                        (int) w.high().toSeconds()))));
    }

    private void historyLost(HistoryLost lost) {
        around.metrics().historyLost();
        LOG.atWarn()
                .addKeyValue("conversation", id)
                .addKeyValue("from", lost.from())
                .addKeyValue("through", lost.through())
                .log("The store has lost history");
    }

    private void log(Conversation after) {
        LOG.atInfo()
                .addKeyValue("conversation", id)
                .addKeyValue("epoch", after.epoch())
                .addKeyValue("holder", Told.holder(after.holder()))
                .log("Changed hands");
    }

    private static void write(Outbox outbox, ServerFrame frame) {
        outbox.write(FrameCodec.encode(frame));
    }
}
