package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.pool.Exclusion;
import dev.switchboard.routing.pool.PoolCommand.Presence;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Withdrawal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An agent or a supervisor at a seat: takes offers or does not, talks, passes on, leaves. Once the
/// storm is over they take whatever they are offered and finish it.
final class Agent extends Client {

    private final World world;
    private final Profile profile;
    private final boolean supervises;
    private final Dice dice;

    /// Of the deed under way: what is left out changes nothing else.
    private Dice chance;

    private final Map<String, PoolEffect.Offer> offers = new LinkedHashMap<>();
    private final NavigableMap<String, View> held = new TreeMap<>();
    private final NavigableMap<String, View> watched = new TreeMap<>();
    private final NavigableMap<String, String> unaccepted = new TreeMap<>();
    private @Nullable Connection socket;
    private @Nullable Connection former;
    private Seat.State state = Seat.State.AWAY;
    private boolean seated;
    private boolean rested;
    private int deeds;
    private int sockets;

    Agent(String name, Profile profile, boolean supervises, World world) {
        super(name);
        this.world = world;
        this.profile = profile;
        this.supervises = supervises;
        this.dice = world.dice(name);
        this.chance = dice;
    }

    void start() {
        world.timeline().after(dice.about(20), this, this::live);
    }

    private void live() {
        String deed = name() + "#" + (++deeds);
        if (socket == null) {
            connect();
        } else if (seated && !world.storm().rages()) {
            workOff();
        } else if (seated && world.does(deed)) {
            act(deed);
        }
        world.timeline().after(dice.about(world.storm().rages() ? 70 : 150), this, this::live);
    }

    private void connect() {
        world.fleet()
                .connect(world, this, name() + "~" + (++sockets), dice)
                .ifPresent(c -> {
                    tell("connects to " + c.node());
                    socket = c;
                    seated = false;
                    state = Seat.State.AWAY;
                    offers.clear();
                    held.clear();
                    watched.clear();
                    unaccepted.clear();
                    c.toNode(new Frame.SeatHello(name(), profile));
                });
    }

    private void act(String deed) {
        chance = world.dice(deed);
        if (supervises && chance.chance(0.5)) {
            supervise(deed);
            return;
        }
        if (state != Seat.State.AVAILABLE && chance.chance(0.6)) {
            present(Presence.State.AVAILABLE);
            return;
        }
        if (!offers.isEmpty() && chance.chance(0.7)) {
            answer(List.copyOf(offers.keySet()).getFirst());
            return;
        }
        int what = chance.between(1, 100);
        if (what <= 4) {
            present(Presence.State.AWAY);
        } else if (what <= 8) {
            leave();
        } else if (what <= 10) {
            tell("takes the seat on another device");
            former = socket;
            connect();
        } else if (!held.isEmpty()) {
            talk(deed, chance.one(List.copyOf(held.keySet())));
        }
    }

    private void answer(String offer) {
        if (chance.chance(0.75)) {
            tell("accepts " + offer);
            socket().toNode(new Frame.Accept(offer));
            if (chance.chance(0.1)) {
                socket().toNode(new Frame.Accept(offer));
            }
            offers.remove(offer);
        } else if (chance.chance(0.7)) {
            tell("declines " + offer);
            socket().toNode(new Frame.Decline(offer));
            offers.remove(offer);
        }
    }

    private void talk(String deed, String conversation) {
        int what = chance.between(1, 100);
        if (what <= 45) {
            String id = deed + "say";
            unaccepted.put(id, conversation);
            tell("says " + id + " in " + conversation);
            socket().toNode(new Frame.SeatSays(conversation, id));
        } else if (what <= 55) {
            socket().toNode(new Frame.SeatNotes(conversation, deed + "note"));
        } else if (what <= 75) {
            Target target = target();
            tell("transfers " + conversation + " to " + target);
            socket().toNode(new Frame.Transfer(conversation, target));
        } else if (what <= 83) {
            tell("returns " + conversation);
            socket().toNode(new Frame.Return(conversation));
        } else {
            tell("closes " + conversation);
            socket().toNode(new Frame.Close(conversation));
        }
    }

    private Target target() {
        return switch (chance.between(1, 4)) {
            case 1 -> new Target.Seat("agent-" + chance.between(1, 4));
            case 2 -> new Target.Skill(chance.one(List.of("billing", "law", "unheard-of")));
            case 3 -> new Target.Language(chance.one(Market.LANGUAGES));
            default -> new Target.Anybody();
        };
    }

    private void supervise(String deed) {
        List<String> all = new ArrayList<>(world.checks().logs().keySet());
        if (all.isEmpty()) {
            return;
        }
        String conversation = chance.one(all);
        int what = chance.between(1, 10);
        if (what <= 4) {
            socket().toNode(new Frame.Watch(conversation));
        } else if (what <= 7) {
            socket().toNode(new Frame.Whisper(conversation, deed + "whisper"));
        } else {
            tell("takes over " + conversation);
            socket().toNode(new Frame.TakeOver(conversation));
        }
    }

    /// /// Takes what is offered and finishes what is held. Who has ruled themselves out of
    /// something that waits leaves for a moment, or would never be asked again.
    private void workOff() {
        if (!rested || isMissed()) {
            rested = true;
            present(Presence.State.AWAY);
            present(Presence.State.AVAILABLE);
        } else if (state != Seat.State.AVAILABLE) {
            present(Presence.State.AVAILABLE);
        }
        List.copyOf(offers.keySet())
                .forEach(offer -> {
                    tell("accepts " + offer);
                    socket().toNode(new Frame.Accept(offer));
                    offers.remove(offer);
                });
        held.keySet()
                .forEach(c -> {
                    if (dice.chance(0.4)) {
                        tell("closes " + c);
                        socket().toNode(new Frame.Close(c));
                    }
                });
    }

    private boolean isMissed() {
        return world.fleet().running().stream()
                .filter(n -> n.leader().leading())
                .flatMap(n -> n.leader().pool().items().values().stream())
                .anyMatch(i -> i.stage().queued() && i.excluded().get(name()) == Exclusion.STANDS);
    }

    private void present(Presence.State wish) {
        tell("is " + wish);
        state = wish == Presence.State.AWAY ? Seat.State.AWAY : Seat.State.AVAILABLE;
        socket().toNode(new Frame.Present(wish));
    }

    private void leave() {
        tell("leaves");
        socket().closeByClient();
        socket = null;
    }

    @Override
    void received(Connection connection, Frame frame) {
        if (connection != socket) {
            return;
        }
        switch (frame) {
            case Frame.Seated s -> {
                seated = true;
                state = s.state();
            }
            case Frame.Offered(var offer) -> offered(offer);
            case Frame.Withdrawn w -> withdrawn(w);
            case Frame.Assigned a -> assigned(a);
            case Frame.Released(String c) -> held.remove(c);
            case Frame.Welcome w ->
                    watched.put(
                            w.conversation(),
                            view(w.conversation(), w.from(), new Audience.Ear.Watcher()));
            case Frame.Entry e -> entry(e);
            case Frame.Accepted(String id, long _) -> unaccepted.remove(id);
            case Frame.Refused(String id, var _) -> unaccepted.remove(id);
            case Frame.Unavailable(String id) -> unavailable(id);
            case Frame.TurnBegan _,
                    Frame.Hello _,
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
                    Frame.TakeOver _ ->
                    throw new IllegalArgumentException(name() + " was sent " + frame);
        }
    }

    private void offered(PoolEffect.Offer offer) {
        tell("is offered " + offer.conversation() + " as " + offer.offer());
        world.checks().offered(name(), offer.offer());
        offers.put(offer.offer(), offer);
        long lasts = Market.POLICY.times().offer().toMillis() * 1_000;
        world.timeline().after(lasts, this, () -> offers.remove(offer.offer()));
    }

    private void withdrawn(Frame.Withdrawn w) {
        offers.remove(w.offer());
        if (w.why().filter(Withdrawal.TIMEOUT::equals).isPresent()) {
            state = Seat.State.NOT_RESPONDING;
        }
    }

    private void assigned(Frame.Assigned a) {
        tell("has " + a.conversation() + " under epoch " + a.epoch());
        world.checks().holds(name(), a.conversation(), a.epoch());
        watched.remove(a.conversation());
        held.put(a.conversation(), view(a.conversation(), a.from(), new Audience.Ear.Seat(name())));
    }

    private View view(String conversation, long from, Audience.Ear ear) {
        return new View(name(), conversation, world.redis(), ear, from);
    }

    private void entry(Frame.Entry e) {
        View mine = held.getOrDefault(e.conversation(), watched.get(e.conversation()));
        if (mine == null) {
            throw Invariant.I2.broken("%s was told %s, which it does not have", name(), e);
        }
        mine.take(e);
    }

    private void unavailable(String id) {
        String conversation = unaccepted.get(id);
        Connection heardOn = socket;
        if (conversation != null) {
            world.timeline()
                    .after(
                            100_000,
                            this,
                            () -> {
                                if (socket == heardOn
                                        && socket != null
                                        && unaccepted.containsKey(id)) {
                                    socket().toNode(new Frame.SeatSays(conversation, id));
                                }
                            });
        }
    }

    @Override
    void closed(Connection connection) {
        if (connection == socket) {
            tell("loses its socket");
            socket = null;
        }
    }

    @Override
    Optional<String> conversationOf(String message) {
        return Optional.ofNullable(unaccepted.get(message));
    }

    NavigableMap<String, View> held() {
        return held;
    }

    /// What keeps this seat from being at rest.
    Optional<Invariant.Violation> unrest() {
        if (socket == null || !seated) {
            return Optional.of(Invariant.I7.broken("%s is not seated", name()));
        }
        for (View view : held.values()) {
            LogCheck log = world.checks().log(view.conversation());
            if (!log.seat().equals(name())) {
                return Optional.of(
                        Invariant.I5.broken(
                                "%s believes that it has %s, which is with %s %s",
                                name(), view.conversation(), log.who(), log.seat()));
            }
            if (!view.whole()) {
                return Optional.of(
                        Invariant.I2.broken(
                                "%s has seen %s up to %d only",
                                name(), view.conversation(), view.seen()));
            }
        }
        return Optional.empty();
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
