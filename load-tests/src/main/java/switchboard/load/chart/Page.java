package switchboard.load.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import switchboard.load.Machine;

/// A page with sections that are written from results: what stands between `<!-- bench:NAME -->`
/// and `<!-- /bench:NAME -->`, and the drawings in the directory `benchmarks` beside it.
public final class Page {

    private final Path file;

    public Page(Path file) {
        this.file = file;
    }

    /// @throws IllegalArgumentException where there is no such page, or it has no place for one of
    ///   these sections
    public void check(List<String> names) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no page " + file);
        }
        String page = Files.readString(file);
        for (String name : names) {
            if (page.indexOf(begin(name)) < 0
                    || page.indexOf(end(name)) < page.indexOf(begin(name))) {
                throw new IllegalArgumentException(
                        file + " has no " + begin(name) + " and " + end(name) + " after it");
            }
        }
    }

    /// Writes a section anew.
    ///
    /// @param made where, when and by which command, in a sentence
    /// @param table in Markdown
    /// @param charts that stand below it
    public void write(String name, String made, String table, List<Chart> charts)
            throws IOException {
        var section = new StringBuilder("\n" + made + "\n\n" + table.strip() + "\n");
        Path drawings = file.resolveSibling("benchmarks");
        for (Chart chart : charts) {
            chart.writeTo(drawings);
            section.append("\n![%s](benchmarks/%s.svg)\n".formatted(chart.name(), chart.name()));
        }
        String page = Files.readString(file);
        int from = page.indexOf(begin(name)) + begin(name).length();
        int to = page.indexOf(end(name), from);
        Files.writeString(file, page.substring(0, from) + section + page.substring(to));
    }

    /// When, on what and by which command something was measured.
    ///
    /// @param machine see [Machine]
    public static String made(JsonNode machine, String program, List<String> arguments) {
        return Machine.inWords(machine) + ". `" + command(program, arguments) + "`";
    }

    /// A command of `load-tests` as it would be given again, whatever page it writes.
    public static String command(String program, List<String> arguments) {
        int page = arguments.indexOf("--page");
        return Stream.concat(
                        Stream.of("./load-tests/" + program),
                        Stream.iterate(0, i -> i < arguments.size(), i -> i + 1)
                                .filter(i -> page < 0 || i < page || i > page + 1)
                                .map(arguments::get))
                .map(word -> word.contains(" ") ? '"' + word + '"' : word)
                .collect(Collectors.joining(" "));
    }

    private static String begin(String name) {
        return "<!-- bench:" + name + " -->\n";
    }

    private static String end(String name) {
        return "<!-- /bench:" + name + " -->";
    }
}
