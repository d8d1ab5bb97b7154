package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A conversation that somebody on this node takes part in. It has one event loop, on which all of it
/// happens, one command after another; sockets of other loops hand over to it.
///
/// After every change, [#settle] compares what runs with what the state says should run: that is how an
/// answer is started, ended, and restarted after a crash, and how a seat is sought.
public final class LiveConversation {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConversation.class);
    private static final Duration HEAL_AFTER = Duration.ofMillis(250);

    private final String id;
    private final Surroundings around;
    private final ContextInternal home;
    private final Mailbox mailbox = new Mailbox();
    private final Ledger ledger;
    private final Audience audience;
    private @Nullable Answer answer;
    private OptionalInt position = OptionalInt.empty();
    private long soughtEpoch = -1;
    private boolean healing;

    /// What every conversation of a node shares.
    record Surroundings(
            Vertx vertx,
            ConversationStore store,
            Assistant assistant,
            Seating seating,
            GatewayConfig.Assistant limits,
            Duration heartbeat,
            InstantSource clock,
            ConversationMetrics metrics,
            Consumer<String> release,
            Consumer<String> retain) {}

    /// How a socket's wish to take part ended.
    public enum Joined {
        /// It takes part, and was sent its welcome and what it missed.
        YES,
        /// The conversation has ended, and was not asked for by name.
        ENDED,
        /// The seat does not hold it.
        NOT_HOLDER,
        /// The store could not be reached.
        UNAVAILABLE
    }

    LiveConversation(String id, Surroundings around) {
        this.id = id;
        this.around = around;
        this.home = (ContextInternal) around.vertx().getOrCreateContext();
        this.ledger = new Ledger(id, around.store(), this::entry);
        this.audience = new Audience(id, this::onHome, this::advance);
    }

    /// Its name.
    public String id() {
        return id;
    }

    /// Lets a customer's socket take part.
    ///
    /// @param begin what the conversation begins as, should this socket say its first word
    /// @param after the last `seq` it has seen
    /// @param byName whether it asked for this very conversation, even if it has ended
    void joinCustomer(
            Outbox outbox,
            Conversation begin,
            OptionalLong after,
            boolean byName,
            Consumer<Joined> reply) {
        post(
                () -> {
                    ledger.beginAs(begin);
                    if (!byName && ledger.state().holder() instanceof Holder.Closed) {
                        reply.accept(Joined.ENDED);
                        return Future.succeededFuture();
                    }
                    return welcome(outbox, after, reply);
                },
                () -> reply.accept(Joined.UNAVAILABLE));
    }

    private Future<Void> welcome(Outbox outbox, OptionalLong after, Consumer<Joined> reply) {
        Conversation state = ledger.state();
        long version = state.version();
        boolean known = after.isPresent() && after.getAsLong() <= version;
        boolean resumed = after.isPresent() ? known : version > 0;
        return entries(known ? after.getAsLong() : 0)
                .map(
                        missed -> {
                            write(
                                    outbox,
                                    new ServerFrame.Welcome(
                                            id,
                                            version,
                                            Told.holder(state.holder()),
                                            resumed,
                                            (int) around.heartbeat().toSeconds(),
                                            state.language()));
                            missed.forEach(
                                    e -> Told.customer(e).forEach(f -> write(outbox, f)));
                            audience.addCustomer(outbox);
                            around.retain().accept(id);
                            if (answer != null) {
                                answer.show(outbox);
                            }
                            position.ifPresent(p -> write(outbox, queue(p)));
                            reply.accept(Joined.YES);
                            return (Void) null;
                        });
    }

    /// Lets a seat's socket take part, if the seat holds the conversation, and sends it `assigned`.
    void joinSeat(Outbox outbox, String seat, Consumer<Joined> reply) {
        post(
                () -> {
                    Conversation state = ledger.state();
                    if (audience.has(outbox)) {
                        reply.accept(Joined.YES);
                        return Future.succeededFuture();
                    }
                    if (!(state.holder() instanceof Holder.Agent held)
                            || !held.seat().equals(seat)) {
                        reply.accept(Joined.NOT_HOLDER);
                        return Future.succeededFuture();
                    }
                    return entries(0)
                            .map(
                                    entries -> {
                                        write(outbox, assigned(state, entries));
                                        audience.addSeat(outbox, seat);
                                        around.retain().accept(id);
                                        reply.accept(Joined.YES);
                                        return (Void) null;
                                    });
                },
                () -> reply.accept(Joined.UNAVAILABLE));
    }

    /// Takes a socket out.
    public void leave(Outbox outbox) {
        onHome(
                () -> {
                    if (audience.remove(outbox)) {
                        around.release().accept(id);
                    }
                });
    }

    /// A customer's words: understood, decided on, committed.
    public void customerSays(String text, Function<Words, ConversationCommand> command, Consumer<Handled> reply) {
        post(
                () ->
                        around.assistant()
                                .understand(text, ledger.state().language())
                                .compose(
                                        u ->
                                                execute(
                                                        command.apply(
                                                                new Words(
                                                                        now(),
                                                                        u.language(),
                                                                        u.handoff()
                                                                                .map(r -> new Handoff(r, "")),
                                                                        u.handoff().flatMap(_ -> seen()))),
                                                        reply)),
                () -> reply.accept(new Handled.Unavailable()));
    }

    /// What is known of a customer's words when they are decided on.
    public record Words(Instant at, String language, Optional<Handoff> handoff, Optional<Seen> seen) {}

    /// Any other command. It is given the time and what the customer has seen of the answer being
    /// written, which from here on stands still until the command is decided.
    public void handle(
            BiFunction<Instant, Supplier<Optional<Seen>>, ConversationCommand> command,
            Consumer<Handled> reply) {
        post(
                () -> execute(command.apply(now(), this::seen), reply),
                () -> reply.accept(new Handled.Unavailable()));
    }

    /// Tells the others something that is not kept.
    public void mention(Outbox sender, Function<Optional<String>, ServerFrame> frame) {
        onHome(
                () -> {
                    if (audience.has(sender)) {
                        audience.tellOthers(sender, frame);
                    }
                });
    }

    /// Tells the customer their place in the queue.
    void position(int place, Runnable done) {
        post(
                () -> {
                    done.run();
                    if (ledger.state().holder() instanceof Holder.Queue) {
                        position = OptionalInt.of(place);
                        audience.tellCustomers(List.of(queue(place)));
                    }
                    return Future.succeededFuture();
                },
                done);
    }

    private Future<Void> execute(ConversationCommand command, Consumer<Handled> reply) {
        long begun = System.nanoTime();
        return ledger.execute(
                        command,
                        handled -> {
                            around.metrics().handled(handled, System.nanoTime() - begun);
                            reply.accept(handled);
                        })
                .onSuccess(_ -> settle(false));
    }

    private Optional<Seen> seen() {
        return Optional.ofNullable(answer).map(Answer::hold);
    }

    /// An entry, ours or another's, just became part of the state.
    private void entry(Conversation before, Entry entry, Conversation after) {
        endAnswer(entry, after);
        audience.tell(entry);
        if (before.epoch() != after.epoch()) {
            position = OptionalInt.empty();
            log(after);
            around.metrics().held(after.holder());
            letGo(before, after);
        }
    }

    private void endAnswer(Entry entry, Conversation after) {
        Answer current = answer;
        if (current != null && after.turn().filter(current.turn()::equals).isEmpty()) {
            answer = null;
            boolean ends =
                    entry.event() instanceof Said s
                            && s.turn().filter(current.turn().id()::equals).isPresent();
            current.cancel(ends ? Optional.of(((Said) entry.event()).text()) : Optional.empty());
            around.release().accept(id);
        }
    }

    private void letGo(Conversation before, Conversation after) {
        if (before.holder() instanceof Holder.Agent held) {
            String why = after.holder() instanceof Holder.Queue q ? q.reason().code() : left(after);
            audience.removeSeat(held.seat())
                    .forEach(
                            outbox -> {
                                write(outbox, new ServerFrame.Released(id, why));
                                around.release().accept(id);
                            });
            if (!(after.holder() instanceof Holder.Queue)) {
                // To the queue, the search itself tells the pool, and keeps the age.
                persist(() -> around.seating().released(id, before.epoch(), held.seat()));
            }
        } else if (before.holder() instanceof Holder.Queue
                && !(after.holder() instanceof Holder.Agent)) {
            persist(() -> around.seating().cancel(id, before.epoch()));
        }
    }

    private static String left(Conversation after) {
        return (after.holder() instanceof Holder.Closed closed ? closed.reason() : Reason.RETURN)
                .code();
    }

    /// Makes what runs what should run.
    ///
    /// @param found whether the state was found like this, so that somebody else may have begun
    private void settle(boolean found) {
        for (Activity activity : ledger.state().activities()) {
            switch (activity) {
                case Activity.Answer due -> settleAnswer(due.turn(), found);
                case Activity.SeekSeat search -> seek(search);
            }
        }
        if (ledger.behind()) {
            heal();
        }
    }

    private void settleAnswer(Turn due, boolean found) {
        Answer current = answer;
        if (current == null) {
            start(due, found ? "restarted" : "started");
        } else {
            current.release();
            current.ended().ifPresent(_ -> conclude(due));
        }
    }

    private void start(Turn due, String began) {
        around.retain().accept(id);
        Conversation state = ledger.state();
        var starting =
                new Answer(
                        due,
                        began,
                        state.language(),
                        audience,
                        around.limits().pendingCharsMax(),
                        () -> conclude(due));
        answer = starting;
        audience.begin(starting.began());
        around.store()
                .newest(id, around.limits().historyEntriesMax())
                .onSuccess(
                        entries -> {
                            if (!starting.cancelled()) {
                                starting.begin(
                                        around.assistant(),
                                        new Assistant.Question(
                                                id, state.language(), History.of(entries)),
                                        History.lastCustomerSeq(entries));
                            }
                        })
                .onFailure(_ -> abandon(starting));
    }

    private void abandon(Answer starting) {
        if (!starting.cancelled()) {
            starting.cancel(Optional.empty());
            answer = null;
            around.release().accept(id);
            heal();
        }
    }

    /// The answer to this turn is written: into the log with it.
    private void conclude(Turn turn) {
        post(
                () -> {
                    Answer current = answer;
                    return current == null
                                    || !current.turn().equals(turn)
                                    || current.ended().isEmpty()
                            ? Future.succeededFuture()
                            : execute(conclusion(current, current.ended().get()), _ -> {});
                },
                this::heal);
    }

    private ConversationCommand conclusion(Answer ended, Assistant.End end) {
        String text = ended.text();
        return switch (end) {
            case Assistant.End.Answered _ when !text.isBlank() ->
                    new AssistantAnswers(
                            now(), ended.turn(), text, ended.language(), ended.covers());
            case Assistant.End.Answered _ ->
                    handsOff(ended, new Handoff(Reason.ASSISTANT_UNAVAILABLE, ""), true);
            case Assistant.End.HandsOff h ->
                    handsOff(ended, new Handoff(h.reason(), h.summary()), h.interrupted());
        };
    }

    private ConversationCommand handsOff(Answer ended, Handoff handoff, boolean interrupted) {
        return new AssistantHandsOff(
                now(), ended.turn(), handoff, ended.text(), interrupted, ended.language());
    }

    private void advance() {
        if (answer != null) {
            answer.advance();
        }
    }

    private void seek(Activity.SeekSeat search) {
        if (search.epoch() == soughtEpoch) {
            return;
        }
        soughtEpoch = search.epoch();
        Conversation state = ledger.state();
        persist(
                () ->
                        summary(search)
                                .compose(s -> around.seating().seek(state, search, s)));
    }

    private Future<String> summary(Activity.SeekSeat search) {
        return search.queue().summary().isBlank()
                ? around.store()
                        .newest(id, around.limits().historyEntriesMax())
                        .map(History::summary)
                : Future.succeededFuture(search.queue().summary());
    }

    /// Tells a pool something until it is told. It is implied by the log, so it must not be lost.
    private void persist(Supplier<Future<Void>> telling) {
        around.retain().accept(id);
        telling.get()
                .onSuccess(_ -> around.release().accept(id))
                .onFailure(
                        _ ->
                                around.vertx()
                                        .setTimer(
                                                HEAL_AFTER.toMillis(),
                                                _ -> {
                                                    persist(telling);
                                                    around.release().accept(id);
                                                }));
    }

    /// Reads the log until it answers, because a commit's outcome is unknown.
    private void heal() {
        if (healing) {
            return;
        }
        healing = true;
        around.retain().accept(id);
        around.vertx()
                .setTimer(
                        HEAL_AFTER.toMillis(),
                        _ ->
                                post(
                                        () -> {
                                            healing = false;
                                            settle(true);
                                            around.release().accept(id);
                                            return Future.succeededFuture();
                                        },
                                        () -> {
                                            healing = false;
                                            heal();
                                            around.release().accept(id);
                                        }));
    }

    /// Does this on the conversation's loop, after all before it, on a state that is up to date.
    ///
    /// @param away instead, where the store cannot be reached
    private void post(Supplier<Future<Void>> work, Runnable away) {
        onHome(
                () ->
                        mailbox.post(
                                () -> {
                                    boolean first = !ledger.loaded();
                                    return ledger.refresh()
                                            .<Void>compose(
                                                    _ -> {
                                                        if (first) {
                                                            settle(true);
                                                        }
                                                        return work.get();
                                                    })
                                            .recover(
                                                    e -> {
                                                        LOG.atWarn()
                                                                .addKeyValue("conversation", id)
                                                                .addKeyValue("why", e.getMessage())
                                                                .log("Could not read a conversation");
                                                        away.run();
                                                        return Future.succeededFuture();
                                                    });
                                }));
    }

    private void onHome(Runnable work) {
        if (home.inThread()) {
            work.run();
        } else {
            home.runOnContext(_ -> work.run());
        }
    }

    private Future<List<Entry>> entries(long after) {
        return History.read(around.store(), id, after, ledger.state().version());
    }

    private ServerFrame.Assigned assigned(Conversation state, List<Entry> entries) {
        Person customer = state.person();
        return new ServerFrame.Assigned(
                id,
                state.epoch(),
                new ServerFrame.Customer(customer.name(), customer.locale(), customer.market()),
                state.language(),
                History.summary(entries),
                Told.transcript(entries, id));
    }

    private static ServerFrame queue(int place) {
        return new ServerFrame.Queue(place, Optional.empty());
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

    private Instant now() {
        return around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
