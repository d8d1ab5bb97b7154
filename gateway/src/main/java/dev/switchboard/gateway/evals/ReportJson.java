package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.Results.Figures;
import dev.switchboard.gateway.evals.Results.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The results as JSON, in the form that `docs/assistant.md` describes.
public final class ReportJson {
    private ReportJson() {}

    /// @param min least pass^k of the cases that need not pass every time
    public static String of(Results results, double min) {
        return new JsonObject()
                .put("model", results.model())
                .put("began", results.began().toString())
                .put("seconds", results.took().toSeconds())
                .put("runs", results.runs())
                .put("min", min)
                .put("good", results.good(min))
                .put("all", figures(results.all()))
                .put("mustPass", figures(results.mustPass()))
                .put("others", figures(results.others()))
                .put("byTag", figures(results.byTag()))
                .put("byLanguage", figures(results.byLanguage()))
                .put("firstDeltaMs", times(results.firstDelta()))
                .put("answeredMs", times(results.answered()))
                .put("handoffPercent", results.handoffPercent())
                .put(
                        "tokens",
                        new JsonObject()
                                .put("in", results.tokens().in())
                                .put("out", results.tokens().out()))
                .put("cases", array(results.cases(), ReportJson::evaluated))
                .encodePrettily();
    }

    private static JsonObject figures(Map<String, Figures> by) {
        var json = new JsonObject();
        by.forEach((name, figures) -> json.put(name, figures(figures)));
        return json;
    }

    private static JsonObject figures(Figures figures) {
        return new JsonObject()
                .put("cases", figures.cases())
                .put("whole", figures.whole())
                .put("passPower", array(figures.powers(), power -> power));
    }

    private static JsonObject times(Times times) {
        return new JsonObject().put("median", times.medianMs()).put("p95", times.p95Ms());
    }

    private static JsonObject evaluated(Evaluated one) {
        return new JsonObject()
                .put("id", one.script().id())
                .put("place", one.script().place())
                .put("tags", array(List.copyOf(one.script().tags()), tag -> tag))
                .put("language", one.script().language())
                .put("mustPass", one.script().mustPass())
                .put("passed", one.passed())
                .put("runs", array(one.runs(), ReportJson::run));
    }

    private static JsonObject run(Run run) {
        return new JsonObject()
                .put("number", run.number())
                .put("passed", run.passed())
                .put(
                        "misses",
                        array(
                                run.misses(),
                                miss ->
                                        new JsonObject()
                                                .put("turn", miss.turn())
                                                .put("sentence", miss.sentence())))
                .put(
                        "transcript",
                        array(
                                run.transcript(),
                                line ->
                                        new JsonObject()
                                                .put("from", line.from())
                                                .put("text", line.text())));
    }

    private static <T> JsonArray array(List<T> items, Function<T, Object> json) {
        var array = new JsonArray();
        items.forEach(item -> array.add(json.apply(item)));
        return array;
    }
}
