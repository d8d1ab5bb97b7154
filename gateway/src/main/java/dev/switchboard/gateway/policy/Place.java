package dev.switchboard.gateway.policy;

import java.util.Comparator;

/// Where something stands in a file, both counted from 1.
public record Place(int line, int column) implements Comparable<Place> {
    public static final Place START = new Place(1, 1);

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
