package switchboard.load.holder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is counted of sessions.
///
/// @param open sockets
/// @param welcomed sessions that are there
/// @param underWay handshakes
/// @param silent sockets that were ended because they said nothing any more
/// @param words that were said
/// @param refused handshakes, by status
/// @param lost sessions, by close code; 0 where there was none
/// @param problems promises that were not kept, in words
record Tally(
        int open,
        int welcomed,
        int underWay,
        int silent,
        int words,
        Map<Integer, Integer> refused,
        Map<Integer, Integer> lost,
        List<String> problems) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());

    Tally {
        refused = Map.copyOf(refused);
        lost = Map.copyOf(lost);
        problems = List.copyOf(problems);
    }

    Tally plus(Tally other) {
        return new Tally(
                open + other.open,
                welcomed + other.welcomed,
                underWay + other.underWay,
                silent + other.silent,
                words + other.words,
                sum(refused, other.refused),
                sum(lost, other.lost),
                Stream.concat(problems.stream(), other.problems.stream()).toList());
    }

    private static Map<Integer, Integer> sum(Map<Integer, Integer> a, Map<Integer, Integer> b) {
        Map<Integer, Integer> sum = new TreeMap<>(a);
        b.forEach((code, count) -> sum.merge(code, count, Integer::sum));
        return sum;
    }

    /// Adds all but the problems.
    void describe(ObjectNode line) {
        line.put("open", open)
                .put("welcomed", welcomed)
                .put("underWay", underWay)
                .put("silent", silent)
                .put("words", words);
        counts(line.putObject("refused"), refused);
        counts(line.putObject("lost"), lost);
    }

    private static void counts(ObjectNode into, Map<Integer, Integer> counts) {
        new TreeMap<>(counts).forEach((code, count) -> into.put(code.toString(), count));
    }
}
