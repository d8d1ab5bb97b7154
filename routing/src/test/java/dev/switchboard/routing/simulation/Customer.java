package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.Reason;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A customer's device: it says things, sends again what was not accepted, goes and comes back. A
/// person may have two of them.
final class Customer extends Client {

    private static final long AGAIN = 120_000;
    private static final List<Consent> CONSENTS = List.of(Consent.values());

    private final World world;
    private final String person;
    private final Dice dice;

    /// Of the deed under way: what is left out changes nothing else.
    private Dice chance;

    private final ArrayDeque<Message> unaccepted = new ArrayDeque<>();
    private @Nullable Connection socket;
    private @Nullable View view;
    private boolean welcome;
    private boolean closed;
    private Optional<String> turn = Optional.empty();
    private OptionalLong asked = OptionalLong.empty();
    private long lastSeq;
    private int deeds;
    private int sockets;
    private boolean home;
    private long speaksUntil;

    private record Message(String id, Frame frame) {}

    Customer(String name, String person, World world) {
        super(name);
        this.world = world;
        this.person = person;
        this.dice = world.dice(name);
        this.chance = dice;
        Dice mood = world.dice(person);
        this.speaksUntil = mood.chance(0.5) ? mood.ms(300, 3_000) : Long.MAX_VALUE;
    }

    void start() {
        world.timeline().after(dice.about(60), this, this::live);
    }

    private void live() {
        String deed = name() + "#" + (++deeds);
        if (home) {
            return;
        }
        if (socket == null) {
            connect();
        } else if (welcome && !silent() && world.storm().rages() && world.does(deed)) {
            act(deed);
        }
        world.timeline().after(dice.about(90), this, this::live);
    }

    /// Many look on after a while, and say nothing more.
    private boolean silent() {
        return world.timeline().now() > speaksUntil;
    }

    private void act(String deed) {
        chance = world.dice(deed);
        int what = chance.between(1, 100);
        if (what <= 50) {
            var words =
                    new Frame.Words(
                            deed,
                            chance.one(Market.LANGUAGES),
                            chance.chance(0.15),
                            CONSENTS.get(Math.floorMod(deed.hashCode(), CONSENTS.size())));
            send(new Message(deed + "say", new Frame.Say(deed + "say", words)));
        } else if (what <= 57) {
            tell("stops the answer");
            socket().toNode(new Frame.Stop());
        } else if (what <= 66) {
            send(new Message(deed + "human", new Frame.Human(deed + "human")));
        } else if (what <= 69) {
            send(new Message(deed + "rate", new Frame.Rate(deed + "rate")));
        } else if (what <= 73) {
            send(new Message(deed + "end", new Frame.End(deed + "end")));
        } else if (what <= 80) {
            hangUp("leaves");
        } else if (what <= 82) {
            hangUp("leaves and does not come back");
            unaccepted.clear();
            home = true;
        }
    }

    private void connect() {
        world.fleet()
                .connect(world, this, name() + "~" + (++sockets), dice)
                .ifPresent(c -> {
                    socket = c;
                    welcome = false;
                    Optional<String> named =
                            view == null || closed || dice.chance(0.3)
                                    ? Optional.empty()
                                    : Optional.of(view.conversation());
                    asked = view == null ? OptionalLong.empty() : OptionalLong.of(view.seen());
                    tell("connects to " + c.node() + " after " + asked);
                    c.toNode(new Frame.Hello(person, named, closed ? OptionalLong.empty() : asked));
                });
    }

    private void hangUp(String why) {
        tell(why);
        socket().closeByClient();
        socket = null;
        welcome = false;
    }

    private void send(Message message) {
        unaccepted.add(message);
        if (unaccepted.size() == 1) {
            sendFirst();
        }
    }

    private void sendFirst() {
        Message first = unaccepted.peek();
        if (first != null && welcome) {
            tell("sends " + first.id());
            socket().toNode(first.frame());
        }
    }

    @Override
    void received(Connection connection, Frame frame) {
        if (connection != socket) {
            return;
        }
        switch (frame) {
            case Frame.Welcome w -> welcomed(w);
            case Frame.Entry e -> entry(e);
            case Frame.TurnBegan t -> turn = Optional.of(t.turn());
            case Frame.Accepted(String id, long seq) -> accepted(id, seq);
            case Frame.Refused(String id, var why) -> refused(id, why);
            case Frame.Unavailable(String id) -> unavailable(id);
            case Frame.Hello _,
                    Frame.Say _,
                    Frame.Stop _,
                    Frame.Human _,
                    Frame.Rate _,
                    Frame.End _,
                    Frame.SeatHello _,
                    Frame.Present _,
                    Frame.Accept _,
                    Frame.Decline _,
                    Frame.SeatSays _,
                    Frame.SeatNotes _,
                    Frame.Transfer _,
                    Frame.Return _,
                    Frame.Close _,
                    Frame.Watch _,
                    Frame.Whisper _,
                    Frame.TakeOver _,
                    Frame.Seated _,
                    Frame.Offered _,
                    Frame.Withdrawn _,
                    Frame.Assigned _,
                    Frame.Released _ ->
                    throw new IllegalArgumentException(name() + " was sent " + frame);
        }
    }

    private void welcomed(Frame.Welcome w) {
        tell("is welcome in " + w.conversation() + " from " + w.from());
        boolean same = view != null && view.conversation().equals(w.conversation());
        if (!same) {
            unaccepted.clear();
            lastSeq = 0;
        } else if (w.resumed() && asked.isPresent()) {
            Invariant.I2.check(
                    closed || w.from() == asked.getAsLong(),
                    "%s asked for what follows %s and is sent what follows %d",
                    name(),
                    asked,
                    w.from());
        }
        view =
                new View(
                        name(),
                        w.conversation(),
                        world.redis(),
                        new Audience.Ear.Customer(),
                        w.from());
        closed = false;
        turn = Optional.empty();
        welcome = true;
        sendFirst();
    }

    private void entry(Frame.Entry e) {
        View mine = view;
        if (mine == null) {
            throw Invariant.I2.broken("%s was told %s before its welcome", name(), e);
        }
        mine.take(e);
        switch (e.event()) {
            case ConversationEvent.Said said ->
                    said.turn().filter(turn::equals).ifPresent(_ -> turn = Optional.empty());
            case ConversationEvent.TurnInterrupted t -> endTurn(t.turn());
            case ConversationEvent.Closed c -> {
                closed = true;
                if (c.reason() == Reason.IDLE) {
                    // It has something to say after all.
                    speaksUntil = world.timeline().now() + 1_000_000;
                }
            }
            case ConversationEvent.Reopened _ -> closed = false;
            case ConversationEvent.Queued _,
                    ConversationEvent.Assigned _,
                    ConversationEvent.Returned _,
                    ConversationEvent.Concluded _,
                    ConversationEvent.Briefed _,
                    ConversationEvent.Noted _,
                    ConversationEvent.Whispered _,
                    ConversationEvent.HistoryLost _,
                    ConversationEvent.Proposed _,
                    ConversationEvent.Settled _,
                    ConversationEvent.Rated _ -> {}
        }
        if (e.event() instanceof ConversationEvent.Said said) {
            said.turn().ifPresent(this::endTurn);
        }
    }

    private void endTurn(String which) {
        if (turn.filter(which::equals).isPresent()) {
            turn = Optional.empty();
        }
    }

    private void accepted(String id, long seq) {
        Message first = unaccepted.peek();
        if (first == null || !first.id().equals(id)) {
            return;
        }
        tell(id + " is accepted as " + seq);
        if (id.endsWith("say")) {
            Invariant.I1.check(
                    seq > lastSeq,
                    "%s sent %s after what is %d, and it is %d",
                    name(),
                    id,
                    lastSeq,
                    seq);
            lastSeq = seq;
        }
        unaccepted.poll();
        sendFirst();
    }

    private void refused(String id, Decision.Refusal why) {
        tell(id + " is refused: " + why);
        Message first = unaccepted.peek();
        if (first != null && first.id().equals(id)) {
            unaccepted.poll();
            if (why == Decision.Refusal.CLOSED) {
                closed = true;
                unaccepted.clear();
                hangUp("starts again");
            } else {
                sendFirst();
            }
        }
    }

    private void unavailable(String id) {
        tell("hears unavailable for " + id);
        Connection heardOn = socket;
        world.timeline()
                .after(
                        AGAIN,
                        this,
                        () -> {
                            if (socket != heardOn || socket == null) {
                                return;
                            }
                            if (!welcome) {
                                hangUp("tries another node");
                            } else if (unaccepted.peek() instanceof Message first
                                    && first.id().equals(id)) {
                                sendFirst();
                            }
                        });
    }

    @Override
    void closed(Connection connection) {
        if (connection == socket) {
            tell("loses its socket");
            if (world.storm().rages() && dice.chance(0.15)) {
                tell("does not come back");
                unaccepted.clear();
                home = true;
            }
            socket = null;
            welcome = false;
        }
    }

    @Override
    Optional<String> conversationOf(String message) {
        boolean mine = unaccepted.stream().anyMatch(m -> m.id().equals(message));
        return view == null || !mine ? Optional.empty() : Optional.of(view.conversation());
    }

    /// What keeps this device from being at rest.
    Optional<Invariant.Violation> unrest() {
        View mine = view;
        if (home) {
            return Optional.empty();
        }
        if (socket == null || !welcome || mine == null) {
            return Optional.of(Invariant.I4.broken("%s has no socket", name()));
        }
        if (!unaccepted.isEmpty()) {
            return Optional.of(
                    Invariant.I1.broken("%s still waits for %s", name(), unaccepted.peek()));
        }
        if (!mine.whole()) {
            return Optional.of(
                    Invariant.I2.broken(
                            "%s has seen %s up to %d only",
                            name(), mine.conversation(), mine.seen()));
        }
        return turn.map(t -> Invariant.I9.broken("%s still sees %s being written", name(), t));
    }

    private Connection socket() {
        if (socket == null) {
            throw new IllegalStateException(name() + " has no socket");
        }
        return socket;
    }

    private void tell(String what) {
        world.tell(name(), () -> what);
    }
}
