package dev.switchboard.routing.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All seats of a pool, found by id, by what they can, and by whose turn it is. A working copy
/// belongs to one step; what it leaves behind is not changed again.
///
/// Who may take something is asked of [Crew]s, not of seats, so that the cost of finding a seat
/// goes with how many kinds of agents there are.
final class Bench {

    /// A crew with its seats.
    ///
    /// @param present how many there are
    /// @param open how many of them want offers, had they room
    /// @param room units of capacity that those have left
    /// @param free those that have any, in turn
    record Team(Crew crew, int present, int open, int room, Tree<Turn, String> free) {
        static Team of(Crew crew) {
            return new Team(crew, 0, 0, 0, Tree.empty(Turn.ORDER));
        }

        Team with(Desk desk) {
            boolean isOpen = desk.seat().open();
            return new Team(
                    crew,
                    present + 1,
                    open + (isOpen ? 1 : 0),
                    room + (desk.free() ? desk.room() : 0),
                    desk.free() ? free.put(desk.turn(), desk.seat().id()) : free);
        }

        Team without(Desk desk) {
            boolean wasOpen = desk.seat().open();
            return new Team(
                    crew,
                    present - 1,
                    open - (wasOpen ? 1 : 0),
                    room - (desk.free() ? desk.room() : 0),
                    desk.free() ? free.remove(desk.turn()) : free);
        }
    }

    private Tree<String, Desk> desks;
    private Tree<String, Team> teams;

    /// Crews by each language they speak, and by none: all of them, and those with a free seat.
    private Tree<String, Crew> present;

    private Tree<String, Crew> free;

    Bench() {
        desks = Tree.byText();
        teams = Tree.byKey();
        present = Tree.byText();
        free = Tree.byText();
    }

    private Bench(Bench other) {
        desks = other.desks;
        teams = other.teams;
        present = other.present;
        free = other.free;
    }

    Bench copy() {
        return new Bench(this);
    }

    Tree<String, Desk> desks() {
        return desks;
    }

    void put(Desk desk) {
        take(desks.get(desk.seat().id()));
        desks = desks.put(desk.seat().id(), desk);
        Team known = teams.get(desk.crew().key());
        Team team = known != null ? known : Team.of(desk.crew());
        keep(team.with(desk), team);
    }

    void remove(String seat) {
        take(desks.get(seat));
        desks = desks.remove(seat);
    }

    private void take(@Nullable Desk before) {
        if (before != null) {
            Team team = team(before.crew());
            keep(team.without(before), team);
        }
    }

    private void keep(Team now, Team before) {
        String key = now.crew().key();
        boolean some = now.present() > 0;
        boolean someFree = !now.free().isEmpty();
        teams = some ? teams.put(key, now) : teams.remove(key);
        if (some != before.present() > 0) {
            present = listed(present, now.crew(), some);
        }
        if (someFree == before.free().isEmpty()) {
            free = listed(free, now.crew(), someFree);
        }
    }

    private static Tree<String, Crew> listed(Tree<String, Crew> list, Crew crew, boolean in) {
        Tree<String, Crew> changed = listed(list, Demand.firstOf(""), crew, in);
        for (String language : crew.languages().keySet()) {
            changed = listed(changed, Demand.firstOf(language), crew, in);
        }
        return changed;
    }

    private static Tree<String, Crew> listed(
            Tree<String, Crew> list, String place, Crew crew, boolean in) {
        return in ? list.put(place + crew.key(), crew) : list.remove(place + crew.key());
    }

    /// Whether any seat, be it busy or away, could meet a demand; for a demand of one seat, whether
    /// that seat wants offers.
    ///
    /// @param excluded seats that do not count
    /// @param lapsed whether they count where their exclusion has lapsed
    boolean covers(Demand demand, Map<String, Exclusion> excluded, boolean lapsed) {
        if (!demand.seat().isEmpty()) {
            Desk desk = desks.get(demand.seat());
            return desk != null
                    && desk.seat().open()
                    && demand.admits(desk.crew())
                    && !isExcluded(excluded, demand.seat(), lapsed);
        }
        Iterator<Tree.Node<String, Crew>> crews = among(present, demand.language());
        while (crews.hasNext()) {
            Crew crew = crews.next().value;
            if (demand.admits(crew)
                    && (excluded.isEmpty()
                            || team(crew).present() > excludedOf(crew, excluded, lapsed))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a crew has any seat left.
    boolean has(Crew crew) {
        return teams.contains(crew.key());
    }

    private int excludedOf(Crew crew, Map<String, Exclusion> excluded, boolean lapsed) {
        int count = 0;
        for (String seat : excluded.keySet()) {
            Desk desk = desks.get(seat);
            if (desk != null
                    && desk.crew().key().equals(crew.key())
                    && isExcluded(excluded, seat, lapsed)) {
                count++;
            }
        }
        return count;
    }

    static boolean isExcluded(Map<String, Exclusion> excluded, String seat, boolean lapsed) {
        Exclusion exclusion = excluded.get(seat);
        return exclusion != null && !(lapsed && exclusion == Exclusion.LAPSED);
    }

    /// All teams that speak a language, at whatever level.
    ///
    /// @param language primary tag
    List<Team> speaking(String language) {
        List<Team> teams = new ArrayList<>();
        among(present, language).forEachRemaining(node -> teams.add(team(node.value)));
        return teams;
    }

    private static Iterator<Tree.Node<String, Crew>> among(
            Tree<String, Crew> list, String language) {
        return list.range(Demand.firstOf(language), Demand.endOf(language));
    }

    private Team team(Crew crew) {
        return teams.find(crew.key()).orElseThrow();
    }

    /// The seat that should have a waiting item, of those that may and have room: the one that had
    /// it last, then by language, optional skills, load and idleness.
    Optional<Desk> best(Waiting waiting) {
        Demand demand = waiting.demand();
        if (!demand.seat().isEmpty()) {
            return eligible(demand.seat(), waiting);
        }
        Optional<Desk> sticky = waiting.sticky().flatMap(seat -> eligible(seat, waiting));
        if (sticky.isPresent()) {
            return sticky;
        }
        Candidate best = null;
        Iterator<Tree.Node<String, Crew>> crews = among(free, demand.language());
        while (crews.hasNext()) {
            Crew crew = crews.next().value;
            Candidate candidate = demand.admits(crew) ? candidate(team(crew), waiting) : null;
            if (candidate != null && (best == null || candidate.compareTo(best) < 0)) {
                best = candidate;
            }
        }
        return best == null ? Optional.empty() : desks.find(best.turn().seat());
    }

    private Optional<Desk> eligible(String seat, Waiting waiting) {
        return desks.find(seat)
                .filter(desk -> desk.seat().open() && desk.room() >= waiting.demand().cost())
                .filter(desk -> waiting.demand().admits(desk.crew()))
                .filter(_ -> !waiting.excludes(seat));
    }

    private static @Nullable Candidate candidate(Team team, Waiting waiting) {
        for (Tree.Node<Turn, String> node : team.free()) {
            if (team.crew().capacity() - node.key.load() < waiting.demand().cost()) {
                return null;
            }
            if (!waiting.excludes(node.value)) {
                return Candidate.of(team.crew(), node.key, waiting);
            }
        }
        return null;
    }
}
