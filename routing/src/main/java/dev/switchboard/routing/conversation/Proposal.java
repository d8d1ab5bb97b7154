package dev.switchboard.routing.conversation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A change of the customer's account that the assistant has shown and that nobody has made. It
/// stands as long as it is the last thing said.
///
/// @param seq of the entry that shows it, never used for another
/// @param tool what makes it
/// @param arguments what the tool is called with
/// @param quote the terms that were shown, in the words of whoever makes the change
public record Proposal(long seq, String tool, SortedMap<String, String> arguments, String quote) {
    public Proposal {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }
}
