package dev.switchboard.routing.pool;

/// A seat with what it carries.
///
/// @param load units of capacity taken
record Desk(Seat seat, Crew crew, int load) {

    static Desk of(Seat seat, int load) {
        return new Desk(seat, Crew.of(seat.profile()), load);
    }

    Desk with(Seat changed) {
        Crew now = changed.profile().equals(seat.profile()) ? crew : Crew.of(changed.profile());
        return new Desk(changed, now, load);
    }

    Desk carrying(int more) {
        return new Desk(seat, crew, load + more);
    }

    int room() {
        return crew.capacity() - load;
    }

    boolean free() {
        return seat.open() && room() > 0;
    }

    Turn turn() {
        return new Turn(load, seat.idleSince(), seat.id());
    }
}
