package switchboard.load.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// A drawing of figures, as SVG that can be read on a light and on a dark page.
///
/// @param name of its file, without `.svg`
record Chart(String name, String svg) {

    /// Where a line goes through.
    record Point(double x, double y) {}

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
    static Chart bars(String name, String title, Map<String, Double> values) {
        int height = TOP + BAR * values.size() + 12;
        var svg = begun(title, height);
        double most = most(values.values().stream().mapToDouble(Double::doubleValue));
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

    /// A line for each list of points, over axes that begin at zero.
    static Chart lines(
            String name, String title, String across, String up, Map<String, List<Point>> lines) {
        var svg = begun(title, HEIGHT);
        List<Series> drawn = new ArrayList<>();
        lines.forEach((of, points) -> drawn.add(new Series(of, colour(drawn.size()), points)));
        drawn.removeIf(series -> series.points().isEmpty());
        double xMost = most(all(drawn).mapToDouble(Point::x));
        double yMost = most(all(drawn).mapToDouble(Point::y));
        for (int i = 0; i <= 4; i++) {
            double x = x(xMost * i / 4, xMost);
            double y = y(yMost * i / 4, yMost);
            svg.format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#8884\"/>%n",
                    LEFT, y, WIDTH - RIGHT, y);
            text(svg, LEFT - 8, y + 4, "end", number(yMost * i / 4));
            text(svg, x, HEIGHT - BOTTOM + 18, "middle", number(xMost * i / 4));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across);
        text(svg, LEFT - 8, TOP - 8, "end", up);
        drawn.forEach(series -> draw(svg, series, xMost, yMost));
        legend(svg, drawn);
        return new Chart(name, svg.format("</svg>%n").toString());
    }

    private static Stream<Point> all(List<Series> drawn) {
        return drawn.stream().flatMap(series -> series.points().stream());
    }

    private static void draw(Formatter svg, Series series, double xMost, double yMost) {
        var path = new Formatter(Locale.ROOT);
        for (Point point : series.points()) {
            double x = x(point.x(), xMost);
            double y = y(point.y(), yMost);
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

    private static double x(double value, double most) {
        return LEFT + (WIDTH - LEFT - RIGHT) * value / most;
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / most;
    }

    private static double most(DoubleStream values) {
        double most = values.filter(Double::isFinite).max().orElse(0);
        return most > 0 ? most : 1;
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    static String number(double value) {
        String form = value == 0 || Math.abs(value) >= 100 ? "%,.0f" : value < 10 ? "%.2f" : "%.1f";
        return String.format(Locale.ROOT, form, value);
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
