package switchboard.load.scaling;

import java.util.Map;
import switchboard.load.scaling.Figures.Figure;
import switchboard.load.scaling.Figures.Origin;

/// The parts of docs/scaling.md that come from the figures, each between markers of its name.
///
/// @param plans tables of fleets
/// @param measured table of what was, or will be, measured
/// @param assumed table of what is assumed
record Document(String plans, String measured, String assumed) {

    private static final double MILLION = 1e6;

    static Document of(Figures figures) {
        return new Document(
                new PlanTable(Plan.of(figures, MILLION), Plan.of(figures, 10 * MILLION)).text(),
                measured(figures),
                assumed(figures));
    }

    private static String measured(Figures figures) {
        var table = new StringBuilder("| figure | value | measured by |\n|---|---|---|\n");
        for (Map.Entry<String, Figure> entry : figures.all().entrySet()) {
            Figure figure = entry.getValue();
            if (figure.origin() != Origin.ASSUMED) {
                String from =
                        figure.origin() == Origin.MEASURED
                                ? "`" + figure.note() + "`"
                                : "*not measured*: " + figure.note();
                table.append(row(entry.getKey(), figure, from));
            }
        }
        return table.toString();
    }

    private static String assumed(Figures figures) {
        var table = new StringBuilder("| assumption | value | why |\n|---|---|---|\n");
        figures.all()
                .forEach((name, figure) -> {
                    if (figure.origin() == Origin.ASSUMED) {
                        table.append(row(name, figure, figure.note()));
                    }
                });
        return table.toString();
    }

    private static String row(String name, Figure figure, String from) {
        return "| `%s` | %s | %s |\n".formatted(name, PlanTable.figure(figure.value()), from);
    }

    /// That text with these parts in the place of its own.
    ///
    /// @throws IllegalArgumentException where it lacks a marker
    String in(String text) {
        String with = replaced(text, "plans", plans);
        with = replaced(with, "measured", measured);
        return replaced(with, "assumed", assumed);
    }

    private static String replaced(String text, String name, String part) {
        String begin = "<!-- begin " + name + " -->\n";
        String end = "<!-- end " + name + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end, Math.max(0, from));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("there is no place for " + name);
        }
        return text.substring(0, from + begin.length()) + part + text.substring(to);
    }
}
