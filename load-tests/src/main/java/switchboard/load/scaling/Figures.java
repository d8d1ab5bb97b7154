package switchboard.load.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named numbers and where each is from. Each name ends in its unit.
final class Figures {

    /// Where a figure is from.
    enum Origin {
        /// A command has measured it.
        MEASURED("by"),
        /// It will be measured, and is believed until then.
        BELIEVED("assumed"),
        /// It is chosen.
        ASSUMED("why");

        private final String key;

        Origin(String key) {
            this.key = key;
        }
    }

    /// @param note the command that measured it, or why it is believed or chosen
    record Figure(double value, Origin origin, String note) {}

    private final Map<String, Figure> figures;

    private Figures(Map<String, Figure> figures) {
        this.figures = Collections.unmodifiableMap(figures);
    }

    /// Reads files, of which none has a name that another has.
    ///
    /// @throws IllegalArgumentException where an entry is no figure, or there twice
    static Figures read(Path... files) throws IOException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Path file : files) {
            for (Map.Entry<String, JsonNode> entry :
                    new YAMLMapper().readTree(file.toFile()).properties()) {
                String name = entry.getKey();
                if (figures.put(name, figure(name, entry.getValue())) != null) {
                    throw new IllegalArgumentException(name + " is there twice");
                }
            }
        }
        return new Figures(figures);
    }

    private static Figure figure(String name, JsonNode entry) {
        JsonNode value = entry.path("value");
        if (!value.isNumber() || value.asDouble() < 0) {
            throw new IllegalArgumentException(name + ": value is no number of at least 0");
        }
        Figure found = null;
        for (Origin origin : Origin.values()) {
            String note = entry.path(origin.key).asText();
            if (!note.isBlank()) {
                if (found != null) {
                    throw new IllegalArgumentException(name + " is from two places");
                }
                found = new Figure(value.asDouble(), origin, note);
            }
        }
        if (found == null) {
            throw new IllegalArgumentException(
                    name + " does not say where it is from: by, assumed or why");
        }
        return found;
    }

    /// @throws IllegalArgumentException where there is none of this name
    double of(String name) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return figure.value();
    }

    /// A percentage as a share of 1.
    double share(String name) {
        return of(name) / 100;
    }

    Map<String, Figure> all() {
        return figures;
    }
}
