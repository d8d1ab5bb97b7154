package dev.switchboard.gateway.evals;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One conversation as it is to be, with what must hold of it. Its texts may have placeholders for
/// what is on the customer's account ([Placeholders]).
///
/// @param id unique over all files
/// @param place `file:line`
/// @param about what it is for, in a sentence; may be empty
/// @param market ISO 3166 country; absent: the token names none
/// @param language BCP 47, what the client names
/// @param never what nobody may read in an answer
/// @param modelNever what may be in no request to a model
/// @param changes what is different on the customer's account afterwards, as [AccountView#changes]
///   says it
public record EvalCase(
        String id,
        String place,
        String about,
        NavigableSet<String> tags,
        Optional<String> market,
        String language,
        List<String> never,
        List<String> modelNever,
        List<String> changes,
        List<Turn> turns) {

    /// Cases of these tags must pass in every run.
    public static final Set<String> MUST_PASS =
            ordered("handoff", "out-of-scope", "injection", "wrong-customer", "privacy");

    /// All tags there are, those that must pass first.
    public static final Set<String> TAGS =
            ordered(
                    "handoff",
                    "out-of-scope",
                    "injection",
                    "wrong-customer",
                    "privacy",
                    "help",
                    "account",
                    "change",
                    "small-talk",
                    "judgement",
                    "language",
                    "multi-turn");

    private static Set<String> ordered(String... tags) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(tags)));
    }

    public EvalCase {
        tags = Collections.unmodifiableNavigableSet(new TreeSet<>(tags));
        never = List.copyOf(never);
        modelNever = List.copyOf(modelNever);
        changes = List.copyOf(changes);
        turns = List.copyOf(turns);
    }

    /// Whether one failed run fails the evaluation.
    public boolean mustPass() {
        return tags.stream().anyMatch(MUST_PASS::contains);
    }

    /// The language without its country.
    public String primaryLanguage() {
        return Locale.forLanguageTag(language).getLanguage();
    }

    /// What the customer does, and what is expected then.
    ///
    /// @param devices those it is done on, numbered from 1; all of them at once
    public record Turn(Deed deed, List<Integer> devices, Expectation expect) {
        public Turn {
            devices = List.copyOf(devices);
        }
    }

    /// What a customer does.
    public sealed interface Deed {
        /// Writes messages, one right after the other.
        record Says(List<String> texts) implements Deed {
            public Says {
                texts = List.copyOf(texts);
            }
        }

        /// Presses the button that asks for a person.
        record AsksForPerson() implements Deed {}

        /// Ends the conversation.
        record Ends() implements Deed {}
    }

    /// What is expected of one turn.
    ///
    /// @param holders one of these holds the conversation then: `assistant`, `queue`, `closed`
    /// @param reasons one of these is why; empty: any
    /// @param mentions all of these are in the answers
    /// @param mentionsAny one of these is; empty: none needs to be
    /// @param never none of these is
    /// @param states amounts, days and other facts that the answers state, in whatever form
    /// @param language primary BCP 47 tag of the answers
    /// @param answers how many there are
    /// @param proposes whether the last one asks for a yes to a change
    public record Expectation(
            Set<String> holders,
            Set<String> reasons,
            List<String> mentions,
            List<String> mentionsAny,
            List<String> never,
            List<String> states,
            Optional<String> language,
            OptionalInt answers,
            Optional<Boolean> proposes) {
        public Expectation {
            holders = Collections.unmodifiableSet(new TreeSet<>(holders));
            reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
            mentions = List.copyOf(mentions);
            mentionsAny = List.copyOf(mentionsAny);
            never = List.copyOf(never);
            states = List.copyOf(states);
        }
    }

    /// Every text that may have placeholders.
    Stream<String> texts() {
        return Stream.concat(
                Stream.of(never, modelNever, changes).flatMap(List::stream),
                turns.stream()
                        .flatMap(turn ->
                                Stream.concat(
                                        turn.deed() instanceof Deed.Says(var texts)
                                                ? texts.stream()
                                                : Stream.<String>of(),
                                        Stream.of(
                                                        turn.expect().mentions(),
                                                        turn.expect().mentionsAny(),
                                                        turn.expect().never(),
                                                        turn.expect().states())
                                                .flatMap(List::stream))));
    }
}
