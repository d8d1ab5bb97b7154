package switchboard.load.bench;

import java.util.List;
import java.util.Map;
import switchboard.load.chart.Chart;

/// Something that every peer does in turn, and what is measured of it. A new one is a class more,
/// its line in [Jobs], and its markers in docs/benchmarks.md.
interface Job {

    /// As options, results and the page's markers have it.
    String name();

    /// Has a peer do it once, from its start to its end.
    ///
    /// @return figures by their names, in the order in which they are shown
    /// @throws IllegalStateException where it was not done as it should be
    Map<String, Double> measure(Peer peer, Place place);

    /// What of it stands in the page's table.
    List<Column> columns();

    /// What is drawn of it, from the medians of its figures.
    List<Chart> charts(Medians medians);

    /// One column of a table.
    ///
    /// @param figure its name among the figures
    /// @param title with its unit
    /// @param decimals that are shown
    /// @param compared whether what Switchboard comes to is shown beside it, as a ratio
    record Column(String figure, String title, int decimals, boolean compared) {}
}
