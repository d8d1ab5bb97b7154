package switchboard.load.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.load.chart.Chart;

/// What the rounds of one job come to, figure by figure.
final class Medians {

    private final Map<Peer, Map<String, List<Double>>> all = new LinkedHashMap<>();

    /// Takes in what one round found of a peer.
    void add(Peer peer, Map<String, Double> figures) {
        Map<String, List<Double>> of = all.computeIfAbsent(peer, _ -> new LinkedHashMap<>());
        figures.forEach(
                (name, value) -> of.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }

    /// Those that have been measured, in the order in which they first were.
    Set<Peer> peers() {
        return all.keySet();
    }

    /// The figures that there are of a peer.
    Set<String> figures(Peer peer) {
        return all.getOrDefault(peer, Map.of()).keySet();
    }

    /// NaN where it was not measured.
    double median(Peer peer, String figure) {
        List<Double> values = all.getOrDefault(peer, Map.of()).getOrDefault(figure, List.of());
        return values.isEmpty() ? Double.NaN : Statistics.median(values);
    }

    /// A figure of every peer that has it, by the peers' titles.
    Map<String, Double> values(String figure) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Peer peer : peers()) {
            if (figures(peer).contains(figure)) {
                values.put(peer.title(), median(peer, figure));
            }
        }
        return values;
    }

    /// The line of each peer through the points that two lists of figures are the coordinates of.
    Map<String, List<Chart.Point>> lines(List<String> across, List<String> up) {
        Map<String, List<Chart.Point>> lines = new LinkedHashMap<>();
        for (Peer peer : peers()) {
            List<Chart.Point> points = new ArrayList<>();
            for (int i = 0; i < across.size(); i++) {
                if (figures(peer).contains(up.get(i))) {
                    points.add(
                            new Chart.Point(median(peer, across.get(i)), median(peer, up.get(i))));
                }
            }
            lines.put(peer.title(), points);
        }
        return lines;
    }

    /// How many times Switchboard's figure a peer's is; NaN where either is missing.
    double ratio(Peer peer, String figure) {
        return Statistics.ratio(median(peer, figure), median(Peer.SWITCHBOARD, figure));
    }
}
