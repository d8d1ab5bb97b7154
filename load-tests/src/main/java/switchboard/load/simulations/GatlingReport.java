package switchboard.load.simulations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Gatling says of a simulation in the table of its report, which it writes nowhere else.
///
/// @param requests in the order of the report
record GatlingReport(List<Request> requests) {

    private static final String TABLE = "id=\"container_statistics_body\"";
    private static final Pattern ROW = Pattern.compile("<tr id=.*?</tr>", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("class=\"ellipsed-name\">([^<]*)<");
    private static final Pattern CELL = Pattern.compile("col-(\\d+)\">([^<]*)</td>");

    /// What was done many times.
    ///
    /// @param p50Ms of all, also of those that failed; so are the others
    record Request(
            String name,
            long times,
            long failed,
            long p50Ms,
            long p95Ms,
            long p99Ms,
            long longestMs) {}

    GatlingReport {
        requests = List.copyOf(requests);
    }

    /// Of the newest run of a simulation; without a row where it left none.
    ///
    /// @param results where Gatling puts each run in a directory, named after its simulation
    /// @param since earlier ones are of other runs
    static GatlingReport of(Path results, String simulation, Instant since) throws IOException {
        String prefix = simulation.toLowerCase(Locale.ROOT) + "-";
        Optional<Path> page;
        try (Stream<Path> runs = Files.isDirectory(results) ? Files.list(results) : Stream.of()) {
            page =
                    runs.filter(run -> run.getFileName().toString().startsWith(prefix))
                            .map(run -> run.resolve("index.html"))
                            .filter(file -> file.toFile().lastModified() >= since.toEpochMilli())
                            .max(Comparator.comparing(Path::toString));
        }
        return page.isPresent() ? of(Files.readString(page.get())) : new GatlingReport(List.of());
    }

    /// @param page the report's first
    /// @throws IllegalArgumentException where it has no such table
    static GatlingReport of(String page) {
        int table = page.indexOf(TABLE);
        if (table < 0) {
            throw new IllegalArgumentException("a report of Gatling's without its " + TABLE);
        }
        List<Request> requests = new ArrayList<>();
        Matcher rows = ROW.matcher(page.substring(table));
        while (rows.find()) {
            Matcher name = NAME.matcher(rows.group());
            if (name.find()) {
                requests.add(request(name.group(1).replace("&#39;", "'"), rows.group()));
            }
        }
        return new GatlingReport(requests);
    }

    /// Columns: 2 all, 3 well, 4 failed, 5 of a hundred, 6 a second, 7 the shortest, then 50th,
    /// 75th, 95th and 99th percentile and the longest.
    private static Request request(String name, String row) {
        long[] cells = new long[15];
        Matcher found = CELL.matcher(row);
        while (found.find()) {
            String digits = found.group(2).replaceAll("\\..*|\\D", "");
            cells[Integer.parseInt(found.group(1))] = digits.isEmpty() ? 0 : Long.parseLong(digits);
        }
        return new Request(name, cells[2], cells[4], cells[8], cells[10], cells[11], cells[12]);
    }
}
