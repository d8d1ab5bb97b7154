package switchboard.load.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ChartTest {

    @Test
    void bars_are_as_long_as_their_values_the_longest_first() throws Exception {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("short & <sweet>", 25.0);
        values.put("long", 100.0);
        List<Element> bars = elements(Chart.bars("b", "A > B", values), "rect");
        assertThat(bars).hasSize(2);
        double longest = Double.parseDouble(bars.get(0).getAttribute("width"));
        double shortest = Double.parseDouble(bars.get(1).getAttribute("width"));
        assertThat(shortest).isEqualTo(longest / 4);
    }

    @Test
    void a_line_goes_through_its_points() throws Exception {
        Chart chart =
                Chart.lines(
                        "l",
                        "memory",
                        "sessions",
                        "MiB",
                        Axis.Scale.LINEAR,
                        Map.of(
                                "one",
                                List.of(new Chart.Point(0, 0), new Chart.Point(10, 5)),
                                "none",
                                List.of()));
        assertThat(elements(chart, "polyline")).hasSize(1);
        List<Element> points = elements(chart, "circle");
        assertThat(points).hasSize(2);
        assertThat(number(points.get(0), "cx")).isLessThan(number(points.get(1), "cx"));
        // Up is less.
        assertThat(number(points.get(0), "cy")).isGreaterThan(number(points.get(1), "cy"));
    }

    @Test
    void a_chart_of_nothing_is_one_all_the_same() throws Exception {
        assertThat(elements(Chart.bars("b", "empty", Map.of()), "rect")).isEmpty();
        assertThat(
                        elements(
                                Chart.lines(
                                        "l", "empty", "x", "y", Axis.Scale.LOGARITHMIC, Map.of()),
                                "circle"))
                .isEmpty();
        assertThat(elements(Chart.bars("b", "zero", Map.of("a", 0.0)), "rect")).hasSize(1);
    }

    @Test
    void an_axis_ends_at_a_round_number_above_all() {
        Axis axis = Axis.of(Axis.Scale.LINEAR, DoubleStream.of(3, 1_292));
        assertThat(axis.ticks()).containsExactly(0.0, 500.0, 1_000.0, 1_500.0);
        assertThat(axis.at(750)).isEqualTo(0.5);
        assertThat(Axis.of(Axis.Scale.LINEAR, DoubleStream.empty()).to()).isOne();
    }

    @Test
    void on_a_logarithmic_axis_equal_ratios_are_equal_ways() {
        Axis axis = Axis.of(Axis.Scale.LOGARITHMIC, DoubleStream.of(0.2, 90, 0));
        assertThat(axis.ticks()).containsExactly(0.1, 1.0, 10.0, 100.0);
        assertThat(axis.at(1)).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(axis.at(0)).isZero();
    }

    @Test
    void numbers_have_as_many_digits_as_can_be_told_apart() {
        assertThat(Chart.number(0)).isEqualTo("0");
        assertThat(Chart.number(0.256)).isEqualTo("0.26");
        assertThat(Chart.number(42.25)).isEqualTo("42.3");
        assertThat(Chart.number(12_345.6)).isEqualTo("12,346");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(Chart chart, String name) throws Exception {
        Document svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(chart.svg())));
        NodeList found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
