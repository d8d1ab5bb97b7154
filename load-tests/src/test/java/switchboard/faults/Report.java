package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import switchboard.faults.Violation.Invariant;
import switchboard.load.Json;

/// Gathers what the runs came to. Each run adds its line, and the page is written anew from all
/// lines that there are: `target/faults/faults.md`, and `docs/faults.md` where `-Dfaults.report`
/// names it.
final class Report {

    private static final Path LINES = Path.of("target", "faults", "lines");
    private static final Path PAGE = Path.of("target", "faults", "faults.md");

    private Report() {}

    /// What a run did and came to.
    record Line(
            String run,
            String what,
            long seed,
            String size,
            Figures figures,
            String standIn,
            Invariant breaks) {}

    static void add(Line line) {
        ObjectNode json = Json.object();
        Figures f = line.figures();
        json.put("run", line.run()).put("what", line.what()).put("seed", line.seed());
        json.put("size", line.size()).put("clients", f.clients()).put("messages", f.messages());
        json.put("faults", f.faults()).put("lost", f.lost()).put("doubled", f.doubled());
        json.put("reordered", f.reordered()).put("median", f.recoveryMedianMs());
        json.put("max", f.recoveryMaxMs()).put("standIn", line.standIn());
        json.put("breaks", line.breaks().brief());
        try {
            Files.createDirectories(LINES);
            Files.writeString(LINES.resolve(line.run() + ".json"), json.toString());
            String page = ReportPage.of(lines());
            Files.writeString(PAGE, page);
            String asked = System.getProperty("faults.report", "");
            if (!asked.isEmpty()) {
                Files.writeString(Path.of(asked), page);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> lines() throws IOException {
        var lines = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.list(LINES)) {
            for (Path file : files.sorted().toList()) {
                lines.add(Json.read(Files.readString(file)));
            }
        }
        return lines;
    }
}
