package switchboard.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import switchboard.load.chart.Chart;

/// The sections of docs/benchmarks.md that are written from results: what stands between `<!--
/// bench:NAME -->` and `<!-- /bench:NAME -->`, and the drawings in the directory beside it.
public final class BenchmarksPage {

    private final Path file;

    public BenchmarksPage(Path file) {
        this.file = file;
    }

    /// @throws IllegalArgumentException where the page has no place for one of these sections
    public void check(List<String> names) throws IOException {
        String page = Files.readString(file);
        for (String name : names) {
            if (page.indexOf(begin(name)) < 0
                    || page.indexOf(end(name)) < page.indexOf(begin(name))) {
                throw new IllegalArgumentException(
                        file + " has no " + begin(name) + " and " + end(name) + " after it");
            }
        }
    }

    /// Writes a job's section anew.
    ///
    /// @param made where, when and by which command, in a sentence
    void publish(Job job, Medians medians, String made) throws IOException {
        Path drawings = file.resolveSibling("benchmarks");
        var section = new StringBuilder("\n" + made + "\n\n");
        section.append(table(job, medians));
        for (Chart chart : job.charts(medians)) {
            chart.writeTo(drawings);
            section.append("\n![%s](benchmarks/%s.svg)\n".formatted(chart.name(), chart.name()));
        }
        write(job.name(), section.toString());
    }

    /// Writes a section anew.
    public void write(String name, String section) throws IOException {
        Files.writeString(file, replaced(Files.readString(file), name, section));
    }

    /// The page with another section.
    static String replaced(String page, String name, String section) {
        int from = page.indexOf(begin(name)) + begin(name).length();
        int to = page.indexOf(end(name), from);
        return page.substring(0, from) + section + page.substring(to);
    }

    private static String begin(String name) {
        return "<!-- bench:" + name + " -->\n";
    }

    private static String end(String name) {
        return "<!-- /bench:" + name + " -->";
    }

    /// A row for each figure, a column for each peer, in Markdown.
    static String table(Job job, Medians medians) {
        var table = new StringBuilder("| |");
        var line = new StringBuilder("|---|");
        for (Peer peer : medians.peers()) {
            table.append(" ").append(peer.title()).append(" |");
            line.append("---|");
        }
        table.append("\n").append(line).append("\n");
        for (Job.Column column : job.columns()) {
            table.append("| ").append(column.title()).append(" |");
            for (Peer peer : medians.peers()) {
                table.append(" ").append(cell(column, peer, medians)).append(" |");
            }
            table.append("\n");
        }
        return table.toString();
    }

    private static String cell(Job.Column column, Peer peer, Medians medians) {
        double value = medians.median(peer, column.figure());
        if (Double.isNaN(value)) {
            return "";
        }
        String form = "%,." + column.decimals() + "f";
        String cell = String.format(Locale.ROOT, form, value);
        double ratio = medians.ratio(peer, column.figure());
        return column.compared() && peer != Peer.SWITCHBOARD && Double.isFinite(ratio)
                ? cell + String.format(Locale.ROOT, " (%.2f×)", ratio)
                : cell;
    }
}
