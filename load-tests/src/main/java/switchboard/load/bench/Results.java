package switchboard.load.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.load.Json;

/// All that a run finds, written to a file whenever there is more of it.
final class Results {

    private final Path file;
    private final ObjectNode all = Json.object();
    private final Map<String, Medians> medians = new LinkedHashMap<>();

    /// @param machine on which it runs, and with what
    Results(Path file, List<String> arguments, ObjectNode machine) {
        this.file = file;
        arguments.forEach(all.putArray("arguments")::add);
        all.set("machine", machine);
    }

    Medians of(Job job) {
        return medians.computeIfAbsent(job.name(), _ -> new Medians());
    }

    void add(Job job, int round, Peer peer, Map<String, Double> figures) throws IOException {
        of(job).add(peer, figures);
        ObjectNode found = all.withArray("rounds").addObject();
        found.put("job", job.name()).put("round", round).put("peer", peer.key());
        put(found.putObject("figures"), figures);
        write(job);
    }

    void failed(Job job, int round, Peer peer, String why) throws IOException {
        all.withArray("failures")
                .addObject()
                .put("job", job.name())
                .put("round", round)
                .put("peer", peer.key())
                .put("why", why);
        write(job);
    }

    private void write(Job job) throws IOException {
        Medians of = of(job);
        ObjectNode summary = all.withObjectProperty("medians").putObject(job.name());
        for (Peer peer : of.peers()) {
            ObjectNode each = summary.putObject(peer.key());
            Map<String, Double> values = new LinkedHashMap<>();
            of.figures(peer).forEach(figure -> values.put(figure, of.median(peer, figure)));
            put(each, values);
            Map<String, Double> ratios = new LinkedHashMap<>();
            of.figures(peer).forEach(figure -> ratios.put(figure, of.ratio(peer, figure)));
            put(each.putObject("timesSwitchboard"), ratios);
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, all.toPrettyString() + "\n");
    }

    /// What is no number, such as a ratio to nothing, is left out.
    private static void put(ObjectNode into, Map<String, Double> figures) {
        figures.forEach((figure, value) -> {
            if (Double.isFinite(value)) {
                into.put(figure, value);
            }
        });
    }
}
