package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.pool.PoolCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Where frames come in: each becomes a command of a conversation or of the pool.
final class Doors {

    private final Node node;
    private final World world;
    private final SeatDesk seats;
    private final Map<Connection, String> customers = new LinkedHashMap<>();

    Doors(Node node, World world, SeatDesk seats) {
        this.node = node;
        this.world = world;
        this.seats = seats;
    }

    void received(Connection socket, Frame frame) {
        switch (frame) {
            case Frame.Hello hello -> hello(socket, hello);
            case Frame.Say say -> customer(socket, say.id(), seen -> says(say, seen));
            case Frame.Stop _ ->
                    customer(
                            socket,
                            "",
                            seen -> new ConversationCommand.CustomerStops(node.time(), seen));
            case Frame.Human(String id) ->
                    customer(
                            socket,
                            id,
                            seen ->
                                    new ConversationCommand.CustomerAsksForPerson(
                                            node.time(), key(id), "", seen, Market.REOPEN_WITHIN));
            case Frame.Rate(String id) ->
                    customer(
                            socket,
                            id,
                            _ ->
                                    new ConversationCommand.CustomerRates(
                                            node.time(), key(id), 3, Optional.empty()));
            case Frame.End(String id) ->
                    customer(
                            socket,
                            id,
                            seen ->
                                    new ConversationCommand.CustomerEnds(
                                            node.time(), key(id), seen));
            case Frame.SeatHello hello -> seats.up(socket, hello);
            case Frame.Present(var state) ->
                    fromSeat(socket, seat -> new PoolCommand.Presence(seat, state));
            case Frame.Accept(String offer) ->
                    fromSeat(socket, seat -> new PoolCommand.Accept(seat, offer));
            case Frame.Decline(String offer) ->
                    fromSeat(
                            socket, seat -> new PoolCommand.Decline(seat, offer, Optional.empty()));
            case Frame.SeatSays(String c, String id) ->
                    agent(
                            socket,
                            c,
                            id,
                            (me, key) ->
                                    new ConversationCommand.AgentSays(
                                            node.time(), key, me, id, "en", Optional.empty()));
            case Frame.SeatNotes(String c, String id) ->
                    agent(
                            socket,
                            c,
                            id,
                            (me, key) ->
                                    new ConversationCommand.AgentNotes(node.time(), key, me, id));
            case Frame.Transfer(String c, var target) ->
                    agent(
                            socket,
                            c,
                            "",
                            (me, _) ->
                                    new ConversationCommand.AgentTransfers(
                                            node.time(), me, target, Optional.of("please")));
            case Frame.Return(String c) ->
                    agent(
                            socket,
                            c,
                            "",
                            (me, _) ->
                                    new ConversationCommand.AgentReturns(
                                            node.time(), me, Optional.empty()));
            case Frame.Close(String c) -> closes(socket, c);
            case Frame.Watch(String c) -> node.live(c).joinWatcher(socket);
            case Frame.Whisper(String c, String id) ->
                    agent(
                            socket,
                            c,
                            id,
                            (me, key) ->
                                    new ConversationCommand.SupervisorWhispers(
                                            node.time(), key, me, id));
            case Frame.TakeOver(String c) -> takesOver(socket, c);
            case Frame.Welcome _,
                    Frame.Entry _,
                    Frame.TurnBegan _,
                    Frame.Accepted _,
                    Frame.Refused _,
                    Frame.Unavailable _,
                    Frame.Seated _,
                    Frame.Offered _,
                    Frame.Withdrawn _,
                    Frame.Assigned _,
                    Frame.Released _ ->
                    throw new IllegalArgumentException("not a client's frame: " + frame);
        }
    }

    void closed(Connection socket) {
        customers.remove(socket);
        seats.closed(socket);
        List.copyOf(node.live().values()).forEach(c -> c.leave(socket));
    }

    private ConversationCommand says(Frame.Say say, Optional<Seen> seen) {
        Optional<Handoff> handoff =
                say.words().handoff()
                        ? Optional.of(new Handoff(Reason.DIRECT_REQUEST, ""))
                        : Optional.empty();
        return new ConversationCommand.CustomerSays(
                node.time(),
                key(say.id()),
                say.words().text(),
                say.words().language(),
                handoff,
                say.words().consent(),
                Optional.empty(),
                handoff.flatMap(_ -> seen),
                Market.REOPEN_WITHIN);
    }

    private static Optional<MessageKey> key(String id) {
        return Optional.of(MessageKey.ofCustomer(id));
    }

    private void hello(Connection socket, Frame.Hello hello) {
        if (hello.conversation().isPresent()) {
            join(socket, hello, hello.conversation().get(), true);
        } else {
            node.call(
                    hello.person(),
                    () -> world.redis().latestOf(hello.person()),
                    latest -> join(socket, hello, latest.orElse(hello.person() + "-1"), false),
                    () -> socket.toClient(new Frame.Unavailable("")));
        }
    }

    private void join(Connection socket, Frame.Hello hello, String id, boolean byName) {
        String market = Market.MARKETS.get(Math.floorMod(hello.person().hashCode(), 2));
        Person person =
                new Person(hello.person(), Optional.empty(), Optional.empty(), Optional.of(market));
        node.live(id)
                .joinCustomer(
                        socket,
                        Conversation.begin(id, person, "en"),
                        hello.after(),
                        byName,
                        joined -> {
                            switch (joined) {
                                case YES -> customers.put(socket, id);
                                case ENDED -> join(socket, hello, next(id), false);
                                case NOT_HOLDER, UNAVAILABLE ->
                                        socket.toClient(new Frame.Unavailable(""));
                            }
                        });
    }

    /// The name of a person's next conversation, whoever computes it.
    private static String next(String id) {
        int dash = id.lastIndexOf('-');
        return id.substring(0, dash + 1) + (Integer.parseInt(id.substring(dash + 1)) + 1);
    }

    private void customer(
            Connection socket, String id, Function<Optional<Seen>, ConversationCommand> command) {
        String conversation = customers.get(socket);
        if (conversation != null) {
            node.live(conversation).handle(command, reply(socket, id));
        }
    }

    private void fromSeat(Connection socket, Function<String, PoolCommand> command) {
        seats.seatOf(socket).ifPresent(seat -> seats.file(socket, command.apply(seat)));
    }

    /// What an agent does in a conversation.
    private interface Deed {
        ConversationCommand by(Author.Agent agent, Optional<MessageKey> key);
    }

    private void agent(Connection socket, String conversation, String id, Deed deed) {
        seats.seatOf(socket)
                .ifPresent(seat ->
                        node.live(conversation)
                                .handle(
                                        _ ->
                                                deed.by(
                                                        new Author.Agent(seat, seat),
                                                        id.isEmpty()
                                                                ? Optional.empty()
                                                                : Optional.of(
                                                                        MessageKey.ofSeat(
                                                                                seat, id))),
                                        reply(socket, id)));
    }

    private void closes(Connection socket, String conversation) {
        seats.seatOf(socket)
                .ifPresent(seat ->
                        node.live(conversation)
                                .handle(
                                        _ ->
                                                new ConversationCommand.AgentCloses(
                                                        node.time(),
                                                        new Author.Agent(seat, seat),
                                                        "solved",
                                                        List.of()),
                                        handled -> {
                                            reply(socket, "close " + conversation).accept(handled);
                                            if (handled instanceof Handled.Done) {
                                                wrappedUp(seat, conversation);
                                            }
                                        }));
    }

    /// Where somebody else had closed it, that was all the seat still had to do with it.
    private void wrappedUp(String seat, String conversation) {
        node.live(conversation)
                .state()
                .flatMap(Conversation::wrapUp)
                .filter(w -> w.seat().equals(seat))
                .ifPresent(w ->
                        node.persist(new PoolCommand.WrappedUp(conversation, w.epoch(), seat)));
    }

    private void takesOver(Connection socket, String conversation) {
        seats.seatOf(socket)
                .ifPresent(seat ->
                        node.live(conversation)
                                .handle(
                                        seen ->
                                                new ConversationCommand.SupervisorTakesOver(
                                                        node.time(),
                                                        new Author.Agent(seat, seat),
                                                        List.of(),
                                                        seen),
                                        handled -> {
                                            if (handled instanceof Handled.Done) {
                                                seats.joinHeld(socket, conversation);
                                            }
                                        }));
    }

    private static Consumer<Handled> reply(Connection socket, String id) {
        return handled -> {
            if (!id.isEmpty()) {
                socket.toClient(
                        switch (handled) {
                            case Handled.Done(long seq) -> new Frame.Accepted(id, seq);
                            case Handled.Refused(var why) -> new Frame.Refused(id, why);
                            case Handled.Unavailable _ -> new Frame.Unavailable(id);
                        });
            }
        };
    }
}
