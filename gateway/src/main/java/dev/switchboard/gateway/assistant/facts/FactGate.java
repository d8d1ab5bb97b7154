package dev.switchboard.gateway.assistant.facts;

import java.util.List;
import java.util.Optional;

/// Stands between a model and a customer: text passes as it comes, and is held back only while
/// something is being formed that may be wrong. Where it is, nothing passes any more.
///
/// What passes does not depend on how the text was cut into pieces. Not for several threads.
public final class FactGate {

    private final Sources sources;
    private final FactReader reader;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder folded = new StringBuilder();
    private int decided;
    private int floor;
    private int passed;
    private List<List<Fact>> uncovered = List.of();

    /// @param language primary BCP 47 tag of the answer
    public FactGate(Sources sources, String language) {
        this.sources = sources;
        this.reader = new FactReader(language);
    }

    /// Takes the next piece and gives what may be shown now, which may be nothing.
    public String accept(String piece) {
        return isShut() ? "" : pass(piece, false);
    }

    /// There is no more: gives what was held back and is right.
    public String finish() {
        return isShut() ? "" : pass("", true);
    }

    /// Whether something was found that the sources do not say.
    public boolean isShut() {
        return !uncovered.isEmpty();
    }

    /// What it was, for a log: its kind, and never its value, which may be a customer's.
    public Optional<String> uncovered() {
        return uncovered.stream()
                .flatMap(List::stream)
                .findFirst()
                .map(fact -> fact.getClass().getSimpleName());
    }

    /// All that has passed.
    public String shown() {
        return text.substring(0, passed);
    }

    private String pass(String piece, boolean whole) {
        text.append(piece);
        Folding.append(piece, folded);
        boolean starved = false;
        while (!starved && !isShut() && decided < folded.length()) {
            if (FactReader.mayBegin(folded.charAt(decided))) {
                starved = !decide(whole);
            } else {
                decided++;
            }
        }
        String now = text.substring(passed, decided);
        passed = decided;
        return now;
    }

    /// Whether it could be decided what begins here.
    private boolean decide(boolean whole) {
        switch (reader.read(new Tape(folded, whole), decided, floor)) {
            case Reading.Plain plain -> decided = plain.next();
            case Reading.Found found when sources.cover(found.senses()) -> {
                floor = found.end();
                decided = Math.max(decided + 1, floor);
            }
            case Reading.Found found -> {
                uncovered = found.senses();
                decided = Math.max(decided, found.begin());
            }
            case Reading.More _ -> {
                return false;
            }
        }
        return true;
    }
}
