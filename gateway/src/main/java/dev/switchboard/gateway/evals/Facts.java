package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.assistant.facts.FactGate;
import dev.switchboard.gateway.assistant.facts.Sources;

/// Whether a text states a fact, in whatever form: the gate that keeps a model to its sources, the
/// other way round.
final class Facts {
    private static final String ENGLISH = "en";

    private Facts() {}

    /// @param fact as one writes it in English: `2026-12-24`, `96.00 EUR`, `30 days`
    /// @param language primary BCP 47 tag of the text
    static boolean states(String text, String language, String fact) {
        var sources = new Sources();
        sources.add(text, language, ENGLISH);
        return passes(sources, fact);
    }

    /// Whether there is a fact in it at all.
    static boolean isFact(String text) {
        return !passes(new Sources(), text);
    }

    private static boolean passes(Sources sources, String fact) {
        var gate = new FactGate(sources, ENGLISH);
        gate.accept(fact);
        gate.finish();
        return !gate.isShut();
    }
}
