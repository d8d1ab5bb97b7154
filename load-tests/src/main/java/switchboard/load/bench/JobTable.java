package switchboard.load.bench;

import java.util.Locale;

/// What peers did of a job, side by side.
final class JobTable {

    private JobTable() {}

    /// A row for each figure, a column for each peer, in Markdown.
    static String of(Job job, Medians medians) {
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
