package dev.switchboard.gateway.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a node's `/metrics` said at one moment.
public final class Scrape {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final List<Sample> samples = new ArrayList<>();

    /// One series.
    public record Sample(String name, Map<String, String> labels, double value) {}

    private Scrape(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
    }

    /// Asks the node.
    public static Scrape of(TestGateway gateway) {
        return new Scrape(gateway.get("/metrics").body());
    }

    private void read(String line) {
        Matcher sample = LINE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no line of Prometheus' text format: " + line);
        }
        var labels = new LinkedHashMap<String, String>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
    }

    /// All series of a metric.
    public List<Sample> of(String name) {
        return samples.stream().filter(s -> s.name().equals(name)).toList();
    }

    /// The sum of a metric's series that have these labels.
    ///
    /// @param labels names and values by turns
    public double sum(String name, String... labels) {
        return of(name).stream()
                .filter(s -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(s.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }
}
