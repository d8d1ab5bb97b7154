package dev.switchboard.routing.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

    /// A demand, and who makes it.
    ///
    /// @param covered whether any seat could meet it
    /// @param lines keys of those that stand on it or would like to
    private record Asked(Demand demand, boolean covered, Tree<String, String> lines) {}

    /// A demand that lines stand on, and the first of each.
    private record Ready(Demand demand, Tree<Age, String> heads) {}

    private Tree<String, Line> lines;
    private Tree<String, Asked> asked;
    private Tree<String, Ready> ready;

    /// Keys of lines whose items exclude seats: what holds for others does not hold for them.
    private Tree<String, String> wary;

    private int filled;

    /// Lines in which the first item, or what it asks for, is new.
    private final NavigableSet<String> stirred = new TreeSet<>();

    /// Lines whose target is out of reach.
    private final NavigableSet<String> missed = new TreeSet<>();

    WaitingRoom() {
        lines = Tree.byText();
        asked = Tree.byText();
        ready = Tree.byText();
        wary = Tree.byText();
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
    String add(WorkItem item, Kind kind, Bench bench) {
        Line line = lines.get(kind.key());
        if (line == null) {
            forgetEmpty();
            line = Line.of(kind);
            if (!kind.excluded().isEmpty()) {
                wary = wary.put(kind.key(), kind.key());
            }
        }
        if (line.standing() == null) {
            line = settled(line, bench);
        }
        replace(line, line.with(line.queue().put(Age.of(item), item.conversation())));
        return kind.key();
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
        Crew crew = desk.crew();
        Waiting best = bestOf(Demand.onlySeat(desk.seat().id()), desk, null, precedence, items);
        best = bestOf("", desk, best, precedence, items);
        for (String language : crew.languages().keySet()) {
            best = bestOf(language, desk, best, precedence, items);
        }
        return best;
    }

    private @Nullable Waiting bestOf(
            String language,
            Desk desk,
            @Nullable Waiting known,
            Precedence precedence,
            Items items) {
        List<String> markets = desk.crew().markets();
        if (markets.isEmpty()) {
            return bestIn(
                    ready.range(Demand.firstKeyOf(language), Demand.endOf(language)),
                    desk,
                    known,
                    precedence,
                    items);
        }
        Waiting best = bestOf(language, "", desk, known, precedence, items);
        best = bestOf(language, Demand.SEVERAL, desk, best, precedence, items);
        for (String market : markets) {
            best = bestOf(language, market, desk, best, precedence, items);
        }
        return best;
    }

    private @Nullable Waiting bestOf(
            String language,
            String market,
            Desk desk,
            @Nullable Waiting known,
            Precedence precedence,
            Items items) {
        return bestIn(
                ready.range(Demand.firstKeyOf(language, market), Demand.endOf(language, market)),
                desk,
                known,
                precedence,
                items);
    }

    private @Nullable Waiting bestIn(
            Iterator<Tree.Node<String, Ready>> demands,
            Desk desk,
            @Nullable Waiting known,
            Precedence precedence,
            Items items) {
        Waiting best = known;
        while (demands.hasNext()) {
            Ready one = demands.next().value;
            if (one.demand().cost() <= desk.room() && one.demand().admits(desk.crew())) {
                Waiting head = head(one, desk.seat().id(), items);
                if (head != null && (best == null || precedence.compare(head, best) < 0)) {
                    best = head;
                }
            }
        }
        return best;
    }

    /// The first of those who ask alike that does not exclude the seat.
    private @Nullable Waiting head(Ready one, String seat, Items items) {
        for (Tree.Node<Age, String> node : one.heads()) {
            Waiting waiting = first(line(node.value), items);
            if (waiting != null && !waiting.excludes(seat)) {
                return waiting;
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
        if (was != null && !same && !bench.has(was)) {
            checkAll(was, bench, touched);
        }
        if (is != null && !same) {
            checkAll(is, bench, touched);
        }
        Desk one = after == null ? before : after;
        if (one != null) {
            check(Demand.onlySeat(one.seat().id()), bench, touched);
        }
        if (!same) {
            wary.forEach(node -> touched.add(node.key));
        }
        for (String key : touched) {
            Line line = lines.get(key);
            if (line != null) {
                stand(line, bench);
            }
        }
    }

    private void checkAll(Crew crew, Bench bench, NavigableSet<String> touched) {
        check("", bench, touched);
        crew.languages().keySet().forEach(language -> check(language, bench, touched));
    }

    /// Finds the demands of a language that can be met and could not be, or the other way round.
    private void check(String language, Bench bench, NavigableSet<String> touched) {
        List<Asked> changed = new ArrayList<>();
        Iterator<Tree.Node<String, Asked>> all =
                asked.range(Demand.firstKeyOf(language), Demand.endOf(language));
        while (all.hasNext()) {
            Asked one = all.next().value;
            boolean covered = bench.covers(one.demand(), Kind.NOBODY, false);
            if (covered != one.covered()) {
                changed.add(new Asked(one.demand(), covered, one.lines()));
            }
        }
        for (Asked one : changed) {
            asked = asked.put(one.demand().key(), one);
            one.lines().forEach(node -> touched.add(node.key));
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
        for (Rung rung : line.kind().ladder()) {
            Demand demand = line.kind().demand(rung);
            if (covered(line, demand, rung, bench)) {
                return line.standingOn(rung, demand);
            }
        }
        return line.kind()
                .otherwise()
                .map(rung -> line.standingOn(rung, line.kind().demand(rung)))
                .orElseGet(() -> line.standingOn(null, null));
    }

    private boolean covered(Line line, Demand demand, Rung rung, Bench bench) {
        Kind kind = line.kind();
        if (!kind.excluded().isEmpty() && demand.seat().isEmpty()) {
            return bench.covers(demand, kind.excluded(), Kind.overlooksLapsed(rung));
        }
        Asked known = asked.get(demand.key());
        if (known == null) {
            boolean covers = bench.covers(demand, Kind.NOBODY, false);
            known = new Asked(demand, covers, Tree.byText());
        }
        if (!known.lines().contains(kind.key())) {
            known = new Asked(demand, known.covered(), known.lines().put(kind.key(), kind.key()));
            asked = asked.put(demand.key(), known);
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
        // The last rung asks no less than the one before it, but of more seats.
        boolean sameDemand =
                before.standing() == after.standing()
                        && Objects.equals(before.demand(), after.demand());
        if (sameFirst && sameDemand) {
            return;
        }
        if (wasFirst != null && before.demand() != null) {
            leave(before.demand(), wasFirst.key);
        }
        if (isFirst != null) {
            if (after.demand() == null) {
                missed.add(key);
            } else {
                enter(after.demand(), isFirst.key, key);
                boolean later = wasFirst != null && wasFirst.key.compareTo(isFirst.key) < 0;
                // Who moves up asks what the one before asked, who found nobody.
                if (!later || !sameDemand) {
                    stirred.add(key);
                }
            }
        }
    }

    private void enter(Demand demand, Age first, String line) {
        Ready known = ready.get(demand.key());
        Tree<Age, String> heads = known == null ? Tree.empty(Age::compareTo) : known.heads();
        ready = ready.put(demand.key(), new Ready(demand, heads.put(first, line)));
    }

    private void leave(Demand demand, Age first) {
        Ready known = ready.get(demand.key());
        if (known != null) {
            Tree<Age, String> heads = known.heads().remove(first);
            ready =
                    heads.isEmpty()
                            ? ready.remove(demand.key())
                            : ready.put(demand.key(), new Ready(demand, heads));
        }
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
        for (Rung rung : line.kind().ladder()) {
            String demand = line.kind().demand(rung).key();
            Asked known = asked.get(demand);
            if (known != null) {
                Tree<String, String> others = known.lines().remove(key);
                asked =
                        others.isEmpty()
                                ? asked.remove(demand)
                                : asked.put(
                                        demand, new Asked(known.demand(), known.covered(), others));
            }
        }
    }

    private Line line(String key) {
        return lines.find(key).orElseThrow();
    }
}
