package dev.switchboard.routing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What happened, one line each, for whoever has to understand a failure. Words cost far more than
/// what they tell of, so they are made only where somebody will read them.
final class History {

    private final boolean kept;
    private final Timeline timeline;
    private final List<String> lines = new ArrayList<>();

    History(boolean kept, Timeline timeline) {
        this.kept = kept;
        this.timeline = timeline;
    }

    void add(String actor, Supplier<String> what) {
        if (kept) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%10.3f ms  %-14s %s",
                            timeline.now() / 1_000.0,
                            actor,
                            plain(what.get())));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Leaves out what every reader skips.
    private static String plain(String text) {
        return text.replaceAll("profile=Profile\\[.*?markets=\\[[^]]*]], ", "")
                .replaceAll("MessageKey\\[sender=([^,]*), id=([^]]*)]", "$1/$2")
                .replaceAll(", [a-zA-Z]+=(Optional\\.empty|\\[]|Anybody\\[])", "")
                .replaceAll("Optional\\[([^\\[\\]]*)]", "$1")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:", "");
    }
}
