package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The items that wait, in lines of one [Kind] each, and the lines by what they ask for. A working
/// copy belongs to one step; what it leaves behind is not changed again.
///
/// On which rung a line stands depends on what the seats of the pool could do, not on what they are
/// doing: it is found when the line is made, and again when a seat comes or goes that makes a
/// difference. A line is then moved as a whole.
final class WaitingRoom {

    /// Lines are kept when they are empty, since most will fill again, up to this many more than
    /// those that are not.
    private static final int EMPTY_MAX = 4_096;

    /// What is asked of a seat, and who asks.
    ///
    /// @param covered whether any seat could meet it
    /// @param lines keys of those that stand on it or would like to
    private record Asked(Demand demand, boolean covered, Tree<String, String> lines) {}

    /// A demand that lines stand on, and the lines by their first.
    ///
    /// @param skillBits as in the demand, as is `priority`: with `sinceMs`, when the first came,
    ///   they show of most that they are not the best, before anything else is looked up
    private record Ready(
            long skillBits,
            long sinceMs,
            PriorityClass priority,
            Demand demand,
            Tree<Age, Standing> lines) {
        static @Nullable Ready of(Demand demand, Tree<Age, Standing> lines) {
            Tree.Node<Age, Standing> first = lines.first();
            return first == null
                    ? null
                    : new Ready(
                            demand.skillBits(),
                            first.key.enqueuedAt().toEpochMilli(),
                            demand.priority(),
                            demand,
                            lines);
        }
    }

    private record Standing(Kind kind, Rung rung) {}

    /// The first item of a line, before anything else of it is looked up.
    private record Head(Age age, Kind kind, Demand demand) {}

    private Tree<String, Line> lines;
    private Grouped<Asked> asked;
    private Grouped<Ready> ready;

    /// Keys of lines whose items exclude seats: what holds for others does not hold for them.
    private Tree<String, String> wary;

    private int filled;

    /// Lines in which the first item, or what it asks for, is new.
    private final NavigableSet<String> stirred = new TreeSet<>();

    /// Lines whose target is out of reach.
    private final NavigableSet<String> missed = new TreeSet<>();

    WaitingRoom() {
        lines = Tree.byKey();
        asked = Grouped.empty();
        ready = Grouped.empty();
        wary = Tree.byKey();
    }

    private WaitingRoom(WaitingRoom other) {
        lines = other.lines;
        asked = other.asked;
        ready = other.ready;
        wary = other.wary;
        filled = other.filled;
    }

    WaitingRoom copy() {
        return new WaitingRoom(this);
    }

    /// Lets an item in.
    ///
    /// @return the key of its line
    String add(WorkItem item, RoutingPolicy policy, Rung least, Bench bench) {
        String key = Kind.key(item, least);
        Line line = lines.get(key);
        if (line == null) {
            forgetEmpty();
            line = Line.of(Kind.of(item, policy, least));
            if (!item.excluded().isEmpty()) {
                wary = wary.put(key, key);
            }
        }
        if (line.standing() == null) {
            line = settled(line, bench);
        }
        replace(line, line.with(line.queue().put(Age.of(item), item.conversation())));
        return key;
    }

    void remove(WorkItem item, String key) {
        Line line = line(key);
        Line without = line.with(line.queue().remove(Age.of(item)));
        replace(line, without);
        if (without.queue().isEmpty() && without.kind().particular()) {
            forget(without);
        }
    }

    /// What the first of a line asks for, if there is one and it asks for anything.
    @Nullable Waiting first(String key, Items items) {
        Line line = lines.get(key);
        return line == null ? null : first(line, items);
    }

    private static @Nullable Waiting first(Line line, Items items) {
        Tree.Node<Age, String> head = line.queue().first();
        return head == null || line.standing() == null || line.demand() == null
                ? null
                : new Waiting(items.get(head.value), line.kind(), line.standing(), line.demand());
    }

    /// Whether any seat of the pool could take the items of a line some day.
    boolean anybodyFor(String key, Bench bench) {
        Line line = line(key);
        return line.demand() != null && covered(line, line.demand(), last(line), bench);
    }

    private static Rung last(Line line) {
        return line.standing() == null ? Rung.LAST_RESORT : line.standing();
    }

    /// The lines that matching has to look at, and looks at no more.
    NavigableSet<String> takeStirred() {
        NavigableSet<String> taken = new TreeSet<>(stirred);
        stirred.clear();
        return taken;
    }

    /// The conversations whose target is out of reach.
    List<String> takeMissed() {
        List<String> conversations = new ArrayList<>();
        for (String key : missed) {
            Line line = lines.get(key);
            if (line != null) {
                line.queue().forEach(node -> conversations.add(node.value));
            }
        }
        missed.clear();
        return conversations;
    }

    /// The item that a free seat should have first, of all that it may have and has room for.
    @Nullable Waiting bestFor(Desk desk, Precedence precedence, Items items) {
        Head best = bestOf(Demand.onlySeat(desk.seat().id()), desk, null, precedence);
        best = bestOf("", desk, best, precedence);
        for (String language : desk.crew().languages().keySet()) {
            best = bestOf(language, desk, best, precedence);
        }
        return best == null ? null : first(best.kind().key(), items);
    }

    private @Nullable Head bestOf(
            String language, Desk desk, @Nullable Head known, Precedence precedence) {
        List<String> markets = desk.crew().markets();
        if (markets.isEmpty()) {
            return bestIn(
                    ready.in(Demand.firstOf(language), Demand.endOf(language)),
                    desk,
                    known,
                    precedence);
        }
        Head best = bestOf(language, "", desk, known, precedence);
        best = bestOf(language, Demand.SEVERAL, desk, best, precedence);
        for (String market : markets) {
            best = bestOf(language, market, desk, best, precedence);
        }
        return best;
    }

    private @Nullable Head bestOf(
            String language,
            String market,
            Desk desk,
            @Nullable Head known,
            Precedence precedence) {
        return bestIn(ready.in(Demand.groupOf(language, market)), desk, known, precedence);
    }

    private @Nullable Head bestIn(
            Iterator<Ready> demands, Desk desk, @Nullable Head known, Precedence precedence) {
        Head best = known;
        long lacking = ~desk.crew().skillBits();
        while (demands.hasNext()) {
            Ready one = demands.next();
            if ((one.skillBits() & lacking) == 0
                    && (best == null || mayBeBefore(one, best, precedence))
                    && one.demand().cost() <= desk.room()
                    && one.demand().admits(desk.crew())) {
                Head head = head(one, desk.seat().id());
                if (head != null && (best == null || before(head, best, precedence))) {
                    best = head;
                }
            }
        }
        return best;
    }

    /// Whether the first of those who ask alike might come before another.
    private static boolean mayBeBefore(Ready one, Head other, Precedence precedence) {
        Demand theirs = other.demand();
        long since = other.age().enqueuedAt().toEpochMilli();
        return theirs.deferred()
                || precedence.score(one.priority(), one.sinceMs())
                        >= precedence.score(theirs.priority(), since);
    }

    private static boolean before(Head one, Head other, Precedence precedence) {
        return precedence.compare(
                        one.demand().deferred(),
                        one.demand().priority(),
                        one.age(),
                        other.demand().deferred(),
                        other.demand().priority(),
                        other.age())
                < 0;
    }

    /// The first of those who ask alike that does not exclude the seat.
    private static @Nullable Head head(Ready one, String seat) {
        for (Tree.Node<Age, Standing> node : one.lines()) {
            Kind kind = node.value.kind();
            if (!kind.excludes(seat, node.value.rung())) {
                return new Head(node.key, kind, one.demand());
            }
        }
        return null;
    }

    /// A seat has come, gone or changed what it can do or wants to.
    ///
    /// @param bench as it is now
    void seatChanged(@Nullable Desk before, @Nullable Desk after, Bench bench) {
        NavigableSet<String> touched = new TreeSet<>();
        Crew was = before == null ? null : before.crew();
        Crew is = after == null ? null : after.crew();
        boolean same = was != null && is != null && was.key().equals(is.key());
        if (was != null && !same) {
            if (!bench.has(was)) {
                lose(was, bench, touched);
            }
            touchWary(was, touched);
        }
        if (is != null && !same) {
            gain(is, touched);
            touchWary(is, touched);
        }
        Desk one = after == null ? before : after;
        if (one != null) {
            ask(one.seat().id(), bench, touched);
        }
        for (String key : touched) {
            Line line = lines.get(key);
            if (line != null) {
                stand(line, bench);
            }
        }
    }

    /// Demands that could not be met and that this crew can meet.
    private void gain(Crew crew, NavigableSet<String> touched) {
        for (Asked one : askedOf(crew)) {
            if (!one.covered() && one.demand().admits(crew)) {
                note(one, true, touched);
            }
        }
    }

    /// Demands that this crew could meet and now nobody can.
    private void lose(Crew crew, Bench bench, NavigableSet<String> touched) {
        for (Asked one : askedOf(crew)) {
            if (one.covered()
                    && one.demand().admits(crew)
                    && !bench.covers(one.demand(), Kind.NOBODY, false)) {
                note(one, false, touched);
            }
        }
    }

    /// Demands that one seat alone can meet.
    private void ask(String seat, Bench bench, NavigableSet<String> touched) {
        String only = Demand.onlySeat(seat);
        for (Asked one : askedOf(only)) {
            boolean covered = bench.covers(one.demand(), Kind.NOBODY, false);
            if (covered != one.covered()) {
                note(one, covered, touched);
            }
        }
    }

    private void note(Asked one, boolean covered, NavigableSet<String> touched) {
        Asked now = new Asked(one.demand(), covered, one.lines());
        asked = asked.put(one.demand().group(), one.demand().key(), now);
        one.lines().forEach(node -> touched.add(node.key));
    }

    private List<Asked> askedOf(Crew crew) {
        List<Asked> found = askedOf("");
        crew.languages().keySet().forEach(language -> found.addAll(askedOf(language)));
        return found;
    }

    private List<Asked> askedOf(String language) {
        List<Asked> found = new ArrayList<>();
        asked.in(Demand.firstOf(language), Demand.endOf(language)).forEachRemaining(found::add);
        return found;
    }

    private void touchWary(Crew crew, NavigableSet<String> touched) {
        for (Tree.Node<String, String> node : wary) {
            for (Demand demand : line(node.key).kind().ladder().values()) {
                if (demand.admits(crew)) {
                    touched.add(node.key);
                    break;
                }
            }
        }
    }

    private void stand(Line line, Bench bench) {
        Line settled = settled(line, bench);
        if (settled.standing() != line.standing()) {
            replace(line, settled);
        }
    }

    /// The line on the first rung that any seat could fill.
    private Line settled(Line line, Bench bench) {
        Kind kind = line.kind();
        for (Map.Entry<Rung, Demand> one : kind.ladder().entrySet()) {
            if (covered(line, one.getValue(), one.getKey(), bench)) {
                return line.standingOn(one.getKey(), one.getValue());
            }
        }
        Rung rung = kind.otherwise().orElse(null);
        return line.standingOn(rung, rung == null ? null : kind.ladder().get(rung));
    }

    private boolean covered(Line line, Demand demand, Rung rung, Bench bench) {
        Kind kind = line.kind();
        if (!kind.excluded().isEmpty() && demand.seat().isEmpty()) {
            return bench.covers(demand, kind.excluded(), Kind.overlooksLapsed(rung));
        }
        Asked known = asked.get(demand.group(), demand.key());
        if (known == null) {
            boolean covers = bench.covers(demand, Kind.NOBODY, false);
            known = new Asked(demand, covers, Tree.byKey());
        }
        if (!known.lines().contains(kind.key())) {
            known = new Asked(demand, known.covered(), known.lines().put(kind.key(), kind.key()));
            asked = asked.put(demand.group(), demand.key(), known);
        }
        return known.covered() && !kind.excludes(demand.seat(), rung);
    }

    /// Puts a line in the place of what it was.
    private void replace(Line before, Line after) {
        String key = after.kind().key();
        lines = lines.put(key, after);
        filled += (after.queue().isEmpty() ? 0 : 1) - (before.queue().isEmpty() ? 0 : 1);
        Tree.Node<Age, String> wasFirst = before.queue().first();
        Tree.Node<Age, String> isFirst = after.queue().first();
        boolean sameFirst = wasFirst != null && isFirst != null && wasFirst.key.equals(isFirst.key);
        // The last resort asks what the rung below asks, but excludes fewer seats.
        boolean sameDemand =
                Objects.equals(before.demand(), after.demand())
                        && before.standing() == after.standing();
        if (sameFirst && sameDemand) {
            return;
        }
        if (wasFirst != null && before.demand() != null) {
            leave(before.demand(), wasFirst.key);
        }
        if (isFirst != null) {
            if (after.demand() == null || after.standing() == null) {
                missed.add(key);
            } else {
                enter(after.demand(), isFirst.key, new Standing(after.kind(), after.standing()));
                boolean later = wasFirst != null && wasFirst.key.compareTo(isFirst.key) < 0;
                // Who moves up asks what the one before asked, who found nobody.
                if (!later || !sameDemand) {
                    stirred.add(key);
                }
            }
        }
    }

    private void enter(Demand demand, Age first, Standing standing) {
        Ready known = ready.get(demand.group(), demand.rank());
        Tree<Age, Standing> others = known == null ? Tree.empty(Age.ORDER) : known.lines();
        put(demand, others.put(first, standing));
    }

    private void leave(Demand demand, Age first) {
        Ready known = ready.get(demand.group(), demand.rank());
        if (known != null) {
            Tree<Age, Standing> others = known.lines().remove(first);
            put(demand, others);
        }
    }

    private void put(Demand demand, Tree<Age, Standing> others) {
        Ready now = Ready.of(demand, others);
        String group = demand.group();
        ready =
                now == null
                        ? ready.remove(group, demand.rank())
                        : ready.put(group, demand.rank(), now);
    }

    private void forgetEmpty() {
        if (lines.size() > 2 * filled + EMPTY_MAX) {
            for (Tree.Node<String, Line> node : lines) {
                if (node.value.queue().isEmpty()) {
                    forget(node.value);
                }
            }
        }
    }

    private void forget(Line line) {
        String key = line.kind().key();
        lines = lines.remove(key);
        wary = wary.remove(key);
        for (Demand demand : line.kind().ladder().values()) {
            Asked known = asked.get(demand.group(), demand.key());
            if (known != null) {
                Tree<String, String> others = known.lines().remove(key);
                asked =
                        others.isEmpty()
                                ? asked.remove(demand.group(), demand.key())
                                : asked.put(
                                        demand.group(),
                                        demand.key(),
                                        new Asked(known.demand(), known.covered(), others));
            }
        }
    }

    private Line line(String key) {
        return lines.find(key).orElseThrow();
    }
}
