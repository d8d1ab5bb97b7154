package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.simulation.Inbox.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One node: its lease, its inbox, its sockets and the conversations that are live on it. It has an
/// id that no node had before.
final class Node extends Process {

    static final int LEADER_LOOP = RedisLink.LOOPS;
    private static final long LEASE_MS = 1_500;
    private static final long COMPARE = 1_000_000;
    private static final long AGAIN = 250_000;

    private final World world;
    private final RedisLink.Weather weather = new RedisLink.Weather();
    private final RedisLink link;
    private final Clock clock;
    private final Dice dice;
    private final NavigableMap<String, LiveConversation> live = new TreeMap<>();

    private final Doors doors;
    private final SeatDesk seats;
    private final PoolLeader leader;
    private boolean ready;
    private int lapses;
    private long noticesRead;

    private Faults.Mail mail = Faults.Mail.FAITHFUL;

    Node(String name, World world) {
        super(name);
        this.world = world;
        this.link = new RedisLink(world, this, weather);
        this.clock = new Clock(world.timeline());
        this.dice = world.dice(name);
        this.seats = new SeatDesk(this, world);
        this.doors = new Doors(this, world, seats);
        this.leader = new PoolLeader(this, world, seats);
    }

    RedisLink.Weather weather() {
        return weather;
    }

    Clock clock() {
        return clock;
    }

    PoolLeader leader() {
        return leader;
    }

    void deliver(Faults.Mail how) {
        mail = how;
    }

    /// Whether it lets clients in.
    boolean ready() {
        return ready;
    }

    Dice dice() {
        return dice;
    }

    Instant time() {
        return clock.now();
    }

    void start() {
        call(
                LEADER_LOOP,
                () -> world.redis().enlist(name(), LEASE_MS),
                _ -> {
                    ready = true;
                    beat();
                    compare();
                    readInbox();
                    leader.start();
                },
                () -> world.timeline().after(AGAIN, this, this::start));
    }

    /// Says that it is alive. Where others have taken it for dead, and have shared out what it had,
    /// it goes on with the customers it still has.
    private void beat() {
        call(
                LEADER_LOOP,
                () -> world.redis().alive(name(), LEASE_MS),
                times -> {
                    if (times != lapses) {
                        lapses = times;
                        lapsed();
                    }
                },
                () -> {});
        world.timeline().after(LEASE_MS * 1_000 / 3, this, this::beat);
    }

    private void lapsed() {
        world.tell(name(), () -> "was taken for dead, and comes again");

        seats.lapsed();
        List.copyOf(live.values()).forEach(LiveConversation::comeAgain);
    }

    /// Looks whether a notice was missed, and whether anybody has fallen silent.
    private void compare() {
        List<String> ids = new ArrayList<>(live.keySet());
        if (!ids.isEmpty() && world.rules().comparesVersions()) {
            call(
                    LEADER_LOOP,
                    () -> world.redis().versions(ids),
                    versions -> versions.forEach(this::compare),
                    () -> {});
        }
        world.timeline().after(COMPARE, this, this::compare);
    }

    private void compare(String id, long version) {
        LiveConversation known = live.get(id);
        if (known == null || known.state().isEmpty()) {
            return;
        }
        if (known.state().get().version() < version) {
            known.lookAgain();
        } else {
            known.sweep();
        }
    }

    private void readInbox() {
        Inbox inbox = world.redis().inbox(name());
        link.await(
                () -> inbox.hasAfter(noticesRead),
                inbox::whenFilled,
                () -> inbox.after(noticesRead),
                batch -> {
                    noticesRead = batch.upTo();
                    mail.deliver(world.timeline(), this, dice, batch.notices(), this::read);
                    readInbox();
                },
                () -> world.timeline().after(AGAIN, this, this::readInbox));
    }

    private void read(Notice notice) {
        if (notice instanceof Notice.Committed(String conversation, Redis.Entry newest)) {
            LiveConversation known = live.get(conversation);
            if (known != null) {
                known.notice(newest);
            }
        } else {
            seats.noticed(notice);
        }
    }

    /// Tells another node that a log goes further. It may get lost: the other one looks by itself.
    void notice(String other, String conversation, long version) {
        call(
                conversation,
                () -> {
                    Redis.Entry newest =
                            world.redis().entriesAfter(conversation, version - 1).getFirst();
                    return world.redis()
                            .inbox(other)
                            .add(new Notice.Committed(conversation, newest));
                },
                _ -> {},
                () -> {});
    }

    /// Tells a node something that is told once only, until it is told.
    void notify(String other, Notice notice) {
        if (other.equals(name())) {
            seats.noticed(notice);
        } else {
            call(
                    LEADER_LOOP,
                    () -> world.redis().inbox(other).add(notice),
                    _ -> {},
                    () -> world.timeline().after(AGAIN, this, () -> notify(other, notice)));
        }
    }

    /// A conversation, live from now on until nobody uses it.
    LiveConversation live(String id) {
        return live.computeIfAbsent(id, _ -> new LiveConversation(id, this, world));
    }

    /// Lets go of a conversation that nobody uses.
    void release(LiveConversation conversation) {
        if (conversation.idle() && live.remove(conversation.id(), conversation)) {
            call(
                    conversation.id(),
                    () -> {
                        world.redis().unload(conversation.id(), name());
                        return true;
                    },
                    _ -> {},
                    () -> {});
        }
    }

    void takeOver(String conversation) {
        live(conversation).takeOver();
    }

    <T> void call(String whose, Supplier<T> work, Consumer<T> got, Runnable away) {
        link.call(Math.floorMod(whose.hashCode(), RedisLink.LOOPS), work, got, away);
    }

    <T> void call(int loop, Supplier<T> work, Consumer<T> got, Runnable away) {
        link.call(loop, work, got, away);
    }

    <T> void await(
            Supplier<Boolean> ready,
            Consumer<Runnable> when,
            Supplier<T> read,
            Consumer<T> got,
            Runnable away) {
        link.await(ready, when, read, got, away);
    }

    void file(String whose, PoolCommand command, Runnable done, Runnable away) {
        call(whose, () -> world.redis().pool().append(command), _ -> done.run(), away);
    }

    /// Files a command until it is filed.
    void persist(PoolCommand command) {
        file(
                "",
                command,
                () -> {},
                () -> world.timeline().after(AGAIN, this, () -> persist(command)));
    }

    void received(Connection socket, Frame frame) {

        doors.received(socket, frame);
    }

    void closed(Connection socket) {

        doors.closed(socket);
    }

    NavigableMap<String, LiveConversation> live() {
        return live;
    }
}
