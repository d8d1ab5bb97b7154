package switchboard.load.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A drawing of figures, as SVG that can be read on a light and on a dark page.
///
/// @param name of its file, without `.svg`
public record Chart(String name, String svg) {

    /// Where a line goes through.
    public record Point(double x, double y) {}

    private static final int WIDTH = 720;
    private static final int LEFT = 130;
    private static final int RIGHT = 150;
    private static final int TOP = 48;
    private static final int BAR = 26;
    private static final int HEIGHT = 380;
    private static final int BOTTOM = 52;
    private static final List<String> COLOURS =
            List.of("#d9480f", "#6741d9", "#2b8a3e", "#1971c2", "#c2255c", "#868e96", "#e8a800");

    private record Series(String title, String colour, List<Point> points) {}

    /// A bar for each value, the longest first.
    public static Chart bars(String name, String title, Map<String, Double> values) {
        int height = TOP + BAR * values.size() + 12;
        var svg = begun(title, height);
        double most = Axis.most(values.values().stream().mapToDouble(Double::doubleValue));
        List<String> titles = List.copyOf(values.keySet());
        int y = TOP;
        for (var bar :
                values.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .toList()) {
            double length = (WIDTH - LEFT - RIGHT) * bar.getValue() / most;
            text(svg, LEFT - 8, y + 17, "end", bar.getKey());
            svg.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    LEFT, y + 3, length, BAR - 6, colour(titles.indexOf(bar.getKey())));
            text(svg, LEFT + length + 6, y + 17, "start", number(bar.getValue()));
            y += BAR;
        }
        return new Chart(name, svg.format("</svg>%n").toString());
    }

    /// A line for each list of points; the axis across begins at zero.
    public static Chart lines(
            String name,
            String title,
            String across,
            String up,
            Axis.Scale scale,
            Map<String, List<Point>> lines) {
        var svg = begun(title, HEIGHT);
        List<Series> drawn = new ArrayList<>();
        lines.forEach((of, points) -> drawn.add(new Series(of, colour(drawn.size()), points)));
        drawn.removeIf(series -> series.points().isEmpty());
        var plane =
                new Plane(
                        Axis.of(Axis.Scale.LINEAR, all(drawn).mapToDouble(Point::x)),
                        Axis.of(scale, all(drawn).mapToDouble(Point::y)));
        for (double tick : plane.up().ticks()) {
            svg.format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#8884\"/>%n",
                    LEFT, plane.y(tick), WIDTH - RIGHT, plane.y(tick));
            text(svg, LEFT - 8, plane.y(tick) + 4, "end", number(tick));
        }
        for (double tick : plane.across().ticks()) {
            text(svg, plane.x(tick), HEIGHT - BOTTOM + 18, "middle", number(tick));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across);
        text(svg, LEFT - 64, (TOP + HEIGHT - BOTTOM) / 2.0, "end", up);
        drawn.forEach(series -> draw(svg, series, plane));
        legend(svg, drawn);
        return new Chart(name, svg.format("</svg>%n").toString());
    }

    /// Draws it into a file of its name.
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".svg"), svg);
    }

    private record Plane(Axis across, Axis up) {
        double x(double value) {
            return LEFT + (WIDTH - LEFT - RIGHT) * across.at(value);
        }

        double y(double value) {
            return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * up.at(value);
        }
    }

    private static Stream<Point> all(List<Series> drawn) {
        return drawn.stream().flatMap(series -> series.points().stream());
    }

    private static void draw(Formatter svg, Series series, Plane plane) {
        var path = new Formatter(Locale.ROOT);
        for (Point point : series.points()) {
            double x = plane.x(point.x());
            double y = plane.y(point.y());
            path.format("%.1f,%.1f ", x, y);
            svg.format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
                    x, y, series.colour());
        }
        svg.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                path.toString().strip(), series.colour());
    }

    /// In the order in which the lines end, so that a title stands near its line.
    private static void legend(Formatter svg, List<Series> drawn) {
        int y = TOP + 8;
        for (Series series :
                drawn.stream()
                        .sorted(
                                Comparator.comparingDouble((Series s) -> s.points().getLast().y())
                                        .reversed())
                        .toList()) {
            int x = WIDTH - RIGHT + 16;
            svg.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>%n",
                    x, y - 10, series.colour());
            text(svg, x + 18, y, "start", series.title());
            y += 20;
        }
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    static String number(double value) {
        boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
        return String.format(Locale.ROOT, whole ? "%,.0f" : value < 10 ? "%.2f" : "%.1f", value);
    }

    private static Formatter begun(String title, int height) {
        var svg = new Formatter(Locale.ROOT);
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\" fill=\"#808890\">%n",
                WIDTH, height);
        svg.format(
                "<text x=\"%d\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>%n",
                12, escaped(title));
        return svg;
    }

    private static void text(Formatter svg, double x, double y, String anchor, String text) {
        svg.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x, y, anchor, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
