package dev.switchboard.routing.pool;

/// A seat that might get an item, against others that might.
///
/// @param language level at which it speaks the customer's language
/// @param optional sum of its levels in the optional skills: of one item's candidates the mean
///   orders them alike
record Candidate(int language, int optional, Turn turn, int capacity)
        implements Comparable<Candidate> {

    static Candidate of(Crew crew, Turn turn, Waiting waiting) {
        int optional = 0;
        for (String skill : waiting.optionalSkills()) {
            optional += crew.skills().getOrDefault(skill, 0);
        }
        return new Candidate(crew.speaks(waiting.language()), optional, turn, crew.capacity());
    }

    @Override
    public int compareTo(Candidate other) {
        int order = Integer.compare(other.language, language);
        if (order == 0) {
            order = Integer.compare(other.optional, optional);
        }
        if (order == 0) {
            // load/capacity without dividing: whole numbers are equal on every machine
            order =
                    Long.compare(
                            (long) turn.load() * other.capacity,
                            (long) other.turn.load() * capacity);
        }
        if (order == 0) {
            order = turn.idleSince().compareTo(other.turn.idleSince());
        }
        return order == 0 ? turn.seat().compareTo(other.turn.seat()) : order;
    }
}
