package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.pool.PoolCommand;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A conversation that somebody on a node takes part in: one command after another, and every entry
/// told to its sockets in order.
final class LiveConversation implements Ledger.Listener {

    private static final long AGAIN = 250_000;

    private final String id;
    private final Node node;
    private final World world;
    private final Ledger ledger;
    private final Upkeep upkeep;
    private final Silence silence;

    private final ArrayDeque<Consumer<Runnable>> mailbox = new ArrayDeque<>();
    private final Audience audience;
    private boolean busy;
    private int persisting;

    enum Joined {
        YES,
        ENDED,
        NOT_HOLDER,
        UNAVAILABLE
    }

    LiveConversation(String id, Node node, World world) {
        this.id = id;
        this.node = node;
        this.world = world;
        this.audience = new Audience(id, world);
        this.ledger = new Ledger(id, node, world, this);
        this.upkeep = new Upkeep(this, ledger, node, world);
        this.silence = new Silence(this, ledger, node, world);
    }

    String id() {
        return id;
    }

    boolean idle() {
        return !busy
                && mailbox.isEmpty()
                && persisting == 0
                && audience.isEmpty()
                && !upkeep.busy();
    }

    Optional<Conversation> state() {
        return ledger.loaded() ? Optional.of(ledger.state()) : Optional.empty();
    }

    void joinCustomer(
            Connection socket,
            Conversation begin,
            OptionalLong after,
            boolean byName,
            Consumer<Joined> reply) {
        post(
                done -> {
                    ledger.beginAs(begin);
                    if (!byName && ledger.state().holder() instanceof Holder.Closed) {
                        reply.accept(Joined.ENDED);
                        done.run();
                        return;
                    }
                    long version = ledger.state().version();
                    boolean known = after.isPresent() && after.getAsLong() <= version;
                    long from = known ? after.getAsLong() : 0;
                    join(
                            socket,
                            new Audience.Ear.Customer(),
                            new Frame.Welcome(id, from, known || after.isEmpty()),
                            from,
                            () -> reply.accept(Joined.UNAVAILABLE),
                            () -> {
                                upkeep.turn()
                                        .ifPresent(
                                                t -> socket.toClient(new Frame.TurnBegan(id, t)));
                                reply.accept(Joined.YES);
                            },
                            done);
                },
                () -> reply.accept(Joined.UNAVAILABLE));
    }

    /// Lets a seat's socket take part, if the seat holds it. The pool may know of it before this
    /// node does, so the log is read first.
    void joinSeat(Connection socket, String seat, Consumer<Joined> reply) {
        post(
                done -> {
                    if (audience.isSeat(socket)) {
                        reply.accept(Joined.YES);
                        done.run();
                        return;
                    }
                    ledger.catchUp(
                            () -> {
                                settleAsRead();
                                joinHolder(socket, seat, reply, done);
                            },
                            () -> {
                                reply.accept(Joined.UNAVAILABLE);
                                done.run();
                            });
                },
                () -> reply.accept(Joined.UNAVAILABLE));
    }

    private void joinHolder(Connection socket, String seat, Consumer<Joined> reply, Runnable done) {
        Conversation state = ledger.state();
        if (!(state.holder() instanceof Holder.Agent held) || !held.seat().equals(seat)) {
            reply.accept(Joined.NOT_HOLDER);
            done.run();
            return;
        }
        join(
                socket,
                new Audience.Ear.Seat(seat),
                new Frame.Assigned(id, state.epoch(), 0),
                0,
                () -> reply.accept(Joined.UNAVAILABLE),
                () -> reply.accept(Joined.YES),
                done);
    }

    /// Lets a supervisor look on.
    void joinWatcher(Connection socket) {
        post(
                done -> {
                    if (audience.has(socket)) {
                        done.run();
                        return;
                    }
                    join(
                            socket,
                            new Audience.Ear.Watcher(),
                            new Frame.Welcome(id, 0, true),
                            0,
                            () -> {},
                            () -> {},
                            done);
                },
                () -> {});
    }

    private void join(
            Connection socket,
            Audience.Ear ear,
            Frame greeting,
            long from,
            Runnable away,
            Runnable joined,
            Runnable done) {
        long version = ledger.state().version();
        node.call(
                id,
                () -> world.redis().entriesAfter(id, world.rules().firstMissed(from) - 1),
                missed -> {
                    if (socket.openAtNode()) {
                        socket.toClient(greeting);
                        missed.stream()
                                .filter(e -> e.seq() <= version)
                                .forEach(e -> audience.tell(socket, ear, e));
                        audience.add(socket, ear);
                        joined.run();
                    }
                    done.run();
                },
                () -> {
                    away.run();
                    done.run();
                });
    }

    void leave(Connection socket) {
        audience.remove(socket);
        node.release(this);
    }

    /// Has a command decided, committed and told.
    ///
    /// @param command made when its turn has come, of what the customer has seen of the answer
    void handle(
            java.util.function.Function<Optional<Seen>, ConversationCommand> command,
            Consumer<Handled> reply) {
        post(
                done -> execute(command.apply(upkeep.seen()), reply, done),
                () -> reply.accept(new Handled.Unavailable()));
    }

    void execute(ConversationCommand command, Consumer<Handled> reply, Runnable done) {
        ledger.execute(
                command,
                reply,
                () -> {
                    upkeep.settle(true);
                    done.run();
                });
    }

    /// Another node says that the log goes further.
    void notice(Redis.Entry newest) {
        if (!world.rules().readsLogOnNotice()) {
            post(
                    done -> {
                        ledger.believe(newest);
                        done.run();
                    },
                    () -> {});
        } else if (!ledger.loaded() || newest.seq() > ledger.state().version()) {
            lookAgain();
        }
    }

    /// Reads what may have been missed.
    void lookAgain() {
        post(
                done ->
                        ledger.catchUp(
                                () -> {
                                    settleAsRead();
                                    done.run();
                                },
                                done),
                () -> {});
    }

    /// /// After entries were read that others committed, or that this node did without hearing of
    /// it: a commit that was given up may take effect after the log was read.
    private void settleAsRead() {
        upkeep.settle(false);
        if (upkeep.lacksAnswer()) {
            node.call(
                    id,
                    () -> world.redis().writer(id),
                    writer -> {
                        if (writer.equals(node.name())) {
                            upkeep.heal();
                        }
                    },
                    upkeep::heal);
        }
    }

    /// A dead node had this conversation: whatever is due is done here.
    void takeOver() {
        post(
                done ->
                        ledger.catchUp(
                                () -> {
                                    upkeep.sayAgain();
                                    upkeep.settle(true);
                                    done.run();
                                },
                                () -> {
                                    upkeep.heal();
                                    done.run();
                                }),
                upkeep::heal);
    }

    /// This node was taken for dead: it takes part again, and looks what has become of it since.
    void comeAgain() {
        post(
                done ->
                        node.call(
                                id,
                                () -> world.redis().load(id, node.name()),
                                _ ->
                                        ledger.catchUp(
                                                () -> {
                                                    upkeep.settle(true);
                                                    done.run();
                                                },
                                                () -> again(done)),
                                () -> again(done)),
                () -> again(() -> {}));
    }

    private void again(Runnable done) {
        persisting++;
        world.timeline()
                .after(
                        AGAIN,
                        node,
                        () -> {
                            persisting--;
                            comeAgain();
                        });
        done.run();
    }

    /// Looks what silence has made due.
    void sweep() {
        silence.sweep();
    }

    boolean hasSeat(String seat) {
        return audience.hasSeat(seat);
    }

    @Override
    public void entry(Conversation before, Redis.Entry entry, Conversation after) {
        upkeep.endAnswer(after);
        silence.broken(before, entry.event());
        audience.tell(entry);
        if (before.epoch() != after.epoch()) {
            if (before.holder() instanceof Holder.Agent held) {
                audience.release(held.seat());
            }
            upkeep.letGo(before, entry.event(), after);
            if (!world.rules().keepsSocketOnHandoff()) {
                audience.closeAll();
            }
        }
    }

    @Override
    public void moved(List<String> nodes) {
        Conversation state = ledger.state();
        nodes.stream()
                .filter(other -> !other.equals(node.name()))
                .forEach(other -> node.notice(other, id, state.version()));
    }

    void tellCustomers(Frame frame) {
        audience.tellCustomers(frame);
    }

    /// Tells the pool something until it is told: it is implied by the log.
    void persist(PoolCommand command) {
        persisting++;
        node.file(
                id,
                command,
                () -> {
                    persisting--;
                    node.release(this);
                },
                () ->
                        world.timeline()
                                .after(
                                        AGAIN,
                                        node,
                                        () -> {
                                            persisting--;
                                            persist(command);
                                        }));
    }

    /// Does this after all before it, on a state that is up to date.
    ///
    /// @param away instead, where Redis cannot be reached
    void post(Consumer<Runnable> work, Runnable away) {
        mailbox.add(done -> {
            boolean first = !ledger.loaded();
            ledger.refresh(
                    () -> {
                        if (first) {
                            upkeep.settle(true);
                        }
                        work.accept(done);
                    },
                    () -> {
                        away.run();
                        done.run();
                    });
        });
        next();
    }

    private void next() {
        Consumer<Runnable> work = busy ? null : mailbox.poll();
        if (work != null) {
            busy = true;
            work.accept(() -> {
                busy = false;
                if (mailbox.isEmpty()) {
                    node.release(this);
                } else {
                    next();
                }
            });
        }
    }
}
