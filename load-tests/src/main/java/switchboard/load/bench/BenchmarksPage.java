package switchboard.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The sections of docs/benchmarks.md that are written from results: what stands between `<!--
/// bench:NAME -->` and `<!-- /bench:NAME -->`, and the drawings in the directory beside it.
final class BenchmarksPage {

    private final Path file;

    BenchmarksPage(Path file) {
        this.file = file;
    }

    /// @throws IllegalArgumentException where the page has no place for one of these jobs
    void check(List<String> jobs) throws IOException {
        String page = Files.readString(file);
        for (String job : jobs) {
            if (page.indexOf(begin(job)) < 0 || page.indexOf(end(job)) < page.indexOf(begin(job))) {
                throw new IllegalArgumentException(
                        file + " has no " + begin(job) + " and " + end(job) + " after it");
            }
        }
    }

    /// Writes a job's section anew.
    ///
    /// @param made where, when and by which command, in a sentence
    void publish(Job job, Medians medians, String made) throws IOException {
        Path drawings = file.resolveSibling("benchmarks");
        Files.createDirectories(drawings);
        var section = new StringBuilder("\n" + made + "\n\n");
        section.append(table(job, medians));
        for (Chart chart : job.charts(medians)) {
            Files.writeString(drawings.resolve(chart.name() + ".svg"), chart.svg());
            section.append("\n![%s](benchmarks/%s.svg)\n".formatted(chart.name(), chart.name()));
        }
        String page = Files.readString(file);
        Files.writeString(file, replaced(page, job.name(), section.toString()));
    }

    /// The page with another section.
    static String replaced(String page, String job, String section) {
        int from = page.indexOf(begin(job)) + begin(job).length();
        int to = page.indexOf(end(job), from);
        return page.substring(0, from) + section + page.substring(to);
    }

    private static String begin(String job) {
        return "<!-- bench:" + job + " -->\n";
    }

    private static String end(String job) {
        return "<!-- /bench:" + job + " -->";
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
