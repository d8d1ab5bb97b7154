package switchboard.load.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes into docs/scaling.md what a fleet comes to, from `load-tests/scaling/measured.yaml` and
/// `assumed.yaml`: `scale`. With `--check true` it only says whether the document agrees with them.
/// Status 0: it does; 1: it does not; 2: something was not understood.
public final class Scale {

    private static final List<String> CHECK = List.of("--check", "true");

    private Scale() {}

    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        Path home = Path.of(System.getProperty("switchboard.home"));
        Path document = home.resolve("docs/scaling.md");
        try {
            if (!given.isEmpty() && !given.equals(CHECK)) {
                throw new IllegalArgumentException("known is --check true, or nothing");
            }
            Document written = Document.of(figures(home));
            String before = Files.readString(document);
            String after = written.in(before);
            System.out.print(written.plans());
            if (given.isEmpty()) {
                Files.writeString(document, after);
                System.out.println("\nwritten to " + document);
            } else if (!before.equals(after)) {
                System.err.println(document + " does not agree: run ./load-tests/scale");
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /// @param home the directory of the repository
    static Figures figures(Path home) throws IOException {
        Path directory = home.resolve("load-tests/scaling");
        return Figures.read(directory.resolve("measured.yaml"), directory.resolve("assumed.yaml"));
    }
}
