package dev.switchboard.gateway.assistant.facts;

import java.util.List;

/// What stands at a place of a text.
sealed interface Reading {

    /// Nothing that could be wrong, up to `next`.
    record Plain(int next) implements Reading {}

    /// What it is depends on what comes next.
    record More() implements Reading {}

    /// Facts.
    ///
    /// @param begin index of its first UTF-16 unit; what was plain for itself may lie after it
    /// @param end index after its last
    /// @param senses what it may mean, of which one has to be right; each is right if all of its
    ///   facts are
    record Found(int begin, int end, List<List<Fact>> senses) implements Reading {
        public Found {
            senses = senses.stream().map(List::copyOf).toList();
        }
    }

    Reading MORE = new More();
}
