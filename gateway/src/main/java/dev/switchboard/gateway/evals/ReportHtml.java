package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.Results.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The results as one page that loads nothing: what failed first, with all that was said.
public final class ReportHtml {
    private static final String PAGE = "report.html";

    private ReportHtml() {}

    public static String of(Results results, double min) {
        return page().replace("{{verdict}}", results.good(min) ? "good" : "bad")
                .replace("{{title}}", escaped(title(results, min)))
                .replace("{{facts}}", escaped(results.began() + " · " + results.summary()))
                .replace("{{tags}}", table("tag", results.byTag(), results))
                .replace("{{languages}}", table("language", results.byLanguage(), results))
                .replace("{{cases}}", cases(results));
    }

    private static String title(Results results, double min) {
        return "%s: must pass %d of %d, others %s (%s needed)"
                .formatted(
                        results.good(min) ? "Good" : "Not good",
                        results.mustPass().whole(),
                        results.mustPass().cases(),
                        ReportTable.percent(results.others().powers().getLast()),
                        ReportTable.percent(min));
    }

    private static String table(String name, Map<String, Figures> by, Results results) {
        String powers =
                IntStream.rangeClosed(1, results.runs())
                        .mapToObj("<th>pass^%d"::formatted)
                        .collect(Collectors.joining());
        String rows =
                by.entrySet().stream()
                        .map(row ->
                                "<tr><td>%s<td>%d<td>%d%s"
                                        .formatted(
                                                escaped(row.getKey()),
                                                row.getValue().cases(),
                                                row.getValue().whole(),
                                                row.getValue().powers().stream()
                                                        .map(ReportTable::percent)
                                                        .map("<td>"::concat)
                                                        .collect(Collectors.joining())))
                        .collect(Collectors.joining("\n"));
        return "<table><tr><th>%s<th>cases<th>whole%s\n%s</table>".formatted(name, powers, rows);
    }

    /// Failed ones first, and of these those that must pass.
    private static String cases(Results results) {
        return results.cases().stream()
                .sorted(
                        Comparator.comparing(Evaluated::whole)
                                .thenComparing(one -> !one.script().mustPass()))
                .map(ReportHtml::evaluated)
                .collect(Collectors.joining("\n"));
    }

    private static String evaluated(Evaluated one) {
        EvalCase script = one.script();
        String kind = one.whole() ? "good" : script.mustPass() ? "bad" : "missed";
        return "<details class=%s%s><summary><b>%s</b> <span>%d/%d</span> <small>%s · %s · %s</small></summary>%s%s</details>"
                .formatted(
                        kind,
                        one.whole() ? "" : " open",
                        escaped(script.id()),
                        one.passed(),
                        one.runs().size(),
                        escaped(String.join(", ", script.tags())),
                        escaped(script.language()),
                        escaped(script.place()),
                        script.about().isEmpty() ? "" : "<p>" + escaped(script.about()),
                        one.runs().stream()
                                .filter(run -> !run.passed() || (one.whole() && run.number() == 1))
                                .map(ReportHtml::run)
                                .collect(Collectors.joining()));
    }

    private static String run(Run run) {
        String misses =
                run.misses().stream()
                        .map(miss -> "<li>" + escaped(ReportTable.sentence(miss)))
                        .collect(Collectors.joining("\n"));
        String lines =
                run.transcript().stream()
                        .map(line ->
                                "<p class=%s dir=auto>%s"
                                        .formatted(escaped(line.from()), escaped(line.text())))
                        .collect(Collectors.joining("\n"));
        return "<h3>run %d</h3>%s<div>%s</div>"
                .formatted(run.number(), misses.isEmpty() ? "" : "<ul>" + misses + "</ul>", lines);
    }

    private static String page() {
        try (InputStream page = ReportHtml.class.getResourceAsStream(PAGE)) {
            if (page == null) {
                throw new IllegalStateException("not on the class path: " + PAGE);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Also the braces: what a customer says is no place of the page.
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{", "&#123;");
    }
}
