package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.EvalCase.Deed;
import dev.switchboard.gateway.evals.EvalCase.Expectation;
import dev.switchboard.gateway.evals.EvalCase.Turn;
import dev.switchboard.gateway.policy.Form;
import dev.switchboard.gateway.policy.Place;
import dev.switchboard.gateway.policy.Placed;
import dev.switchboard.gateway.policy.Problems;
import dev.switchboard.gateway.policy.Section;
import dev.switchboard.gateway.policy.Value;
import dev.switchboard.gateway.policy.Yaml;
import dev.switchboard.routing.conversation.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Reads the cases of one file, strictly: what is unknown, missing or can never fail is refused
/// with its line.
final class CaseReader {
    private static final int CHARS_MAX = 12_000;
    private static final int ANSWERS_MAX = 20;
    private static final String EXAMPLE = "[one, another]";

    private static final Form<String> TEXT =
            text(
                    "a text of 1 to %d characters, whose placeholders are known, is needed"
                            .formatted(CHARS_MAX),
                    _ -> true);

    /// Anything else would be stated by whatever is said.
    private static final Form<String> FACT =
            text(
                    "an amount, a day, another fact such as \"30 days\", or a placeholder is needed",
                    text -> !Placeholders.in(text).isEmpty() || Facts.isFact(text));

    private static final Form<String> CHANGE =
            text(
                    "a change such as \"extended ORDER\", \"plan ORDER 4\", \"returned ORDER\" or"
                            + " \"email VALUE\" is needed",
                    text ->
                            text.matches(
                                    "(extended|returned) \\S+|plan \\S+ \\d+"
                                            + "|(address|email|phone|language) .+"));

    private static final Form<String> TAG = Form.oneOf(EvalCase.TAGS);
    private static final Form<String> HOLDER = Form.oneOf(List.of("assistant", "queue", "closed"));
    private static final Form<String> REASON =
            Form.oneOf(Arrays.stream(Reason.values()).map(Reason::code).toList());
    private static final Form<String> YES = Form.oneOf(List.of("true"));
    private static final Form<Boolean> YES_OR_NO =
            new Form<>(
                    "true or false is needed",
                    text ->
                            Optional.of(text)
                                    .filter(Set.of("true", "false")::contains)
                                    .map(Boolean::valueOf));
    private static final Form<List<Integer>> DEVICES =
            new Form<>(
                    "a number from 1 to 3, or both, is needed",
                    text ->
                            switch (text) {
                                case "1", "2", "3" -> Optional.of(List.of(Integer.valueOf(text)));
                                case "both" -> Optional.of(List.of(1, 2));
                                default -> Optional.empty();
                            });

    private final Path file;
    private final Problems problems;

    CaseReader(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /// A case, and where its name stands.
    record Read(EvalCase value, Place at) {}

    /// All of them; those that have problems, as far as they could be read.
    List<Read> read(Yaml.Keys keys) {
        var all = new Section(problems, "", Place.START, keys);
        List<Read> cases = new ArrayList<>();
        for (Yaml.Key key : all.names(Form.NAME)) {
            all.section(key.name())
                    .ifPresent(section -> cases.add(new Read(read(key, section), key.at())));
        }
        all.end();
        return cases;
    }

    private EvalCase read(Yaml.Key key, Section section) {
        Value<String> about = section.value("about", TEXT, "");
        List<String> tags = words(section, "tags", TAG);
        Value<String> market = section.value("market", Form.MARKET, "");
        Value<String> language = section.needed("language", Form.LANGUAGE, "en");
        var read =
                new EvalCase(
                        key.name(),
                        file.getFileName() + ":" + key.at().line(),
                        about.value(),
                        new TreeSet<>(tags),
                        Optional.of(market.value()).filter(said -> !said.isEmpty()),
                        language.value(),
                        words(section, "never", TEXT),
                        words(section, "model-never", TEXT),
                        words(section, "changes", CHANGE),
                        turns(section));
        section.end();
        check(read, key);
        return read;
    }

    private void check(EvalCase read, Yaml.Key key) {
        if (read.tags().isEmpty()) {
            problems.add(
                    key.at(),
                    key.name(),
                    "%s has no tags, but at least one of %s is needed"
                            .formatted(key.name(), String.join(", ", EvalCase.TAGS)));
        }
        if (read.turns().isEmpty()) {
            problems.add(key.at(), key.name(), key.name() + " has no turns, but one is needed");
        }
        if (read.mustPass() && !canFail(read)) {
            problems.add(
                    key.at(),
                    key.name(),
                    ("%s passes whatever the assistant says: expect a holder that is not the"
                                    + " assistant, or say what is in no answer (never) or request"
                                    + " (model-never)")
                            .formatted(key.name()));
        }
    }

    private static boolean canFail(EvalCase read) {
        return !read.never().isEmpty()
                || !read.modelNever().isEmpty()
                || read.turns().stream()
                        .map(Turn::expect)
                        .anyMatch(expect ->
                                !expect.holders().contains("assistant")
                                        || !expect.never().isEmpty());
    }

    private List<Turn> turns(Section section) {
        List<Turn> turns = new ArrayList<>();
        section.key("turns")
                .ifPresent(key -> {
                    if (!(key.value() instanceof Yaml.Items items)) {
                        problems.refuse(
                                key.value().at(),
                                section.path("turns"),
                                key.value().shown(),
                                "a list of turns is needed, each with say and expect");
                        return;
                    }
                    for (Yaml item : items.items()) {
                        String path = "%s[%d]".formatted(section.path("turns"), turns.size() + 1);
                        if (item instanceof Yaml.Keys keys) {
                            turns.add(turn(new Section(problems, path, keys.at(), keys)));
                        } else {
                            problems.refuse(
                                    item.at(), path, item.shown(), "say and expect are needed");
                        }
                    }
                });
        return turns;
    }

    private Turn turn(Section section) {
        List<String> says = words(section, "say", TEXT);
        boolean person = section.value("human", YES, "").said().isPresent();
        boolean ends = section.value("end", YES, "").said().isPresent();
        if ((section.key("say").isPresent() ? 1 : 0) + (person ? 1 : 0) + (ends ? 1 : 0) != 1) {
            problems.add(
                    section.at(),
                    section.path("say"),
                    "exactly one of say, human and end is needed");
        }
        Deed deed =
                ends ? new Deed.Ends() : person ? new Deed.AsksForPerson() : new Deed.Says(says);
        List<Integer> devices = section.value("device", DEVICES, List.of(1)).value();
        Expectation expect =
                expectation(
                        section.section("expect")
                                .orElseGet(() ->
                                        new Section(
                                                problems,
                                                section.path("expect"),
                                                section.at(),
                                                new Yaml.Keys(section.at(), List.of()))));
        section.end();
        return new Turn(deed, devices, expect);
    }

    private Expectation expectation(Section section) {
        List<String> holders = words(section, "holder", HOLDER);
        if (holders.isEmpty()) {
            problems.add(
                    section.at(),
                    section.path("holder"),
                    "%s is not set, but who holds the conversation then is needed"
                            .formatted(section.path("holder")));
        }
        List<String> reasons = words(section, "reason", REASON);
        if (!reasons.isEmpty() && !holders.contains("queue")) {
            problems.add(
                    section.at(),
                    section.path("reason"),
                    section.path("reason") + " is only for the holder queue");
        }
        Value<Integer> answers = section.value("answers", Form.number(0, ANSWERS_MAX), 0);
        Value<Boolean> proposes = section.value("proposes", YES_OR_NO, false);
        Value<String> language = section.value("language", Form.PRIMARY_LANGUAGE, "");
        var expectation =
                new Expectation(
                        new HashSet<>(holders),
                        new HashSet<>(reasons),
                        words(section, "mentions", TEXT),
                        words(section, "mentions-any", TEXT),
                        words(section, "never", TEXT),
                        words(section, "states", FACT),
                        language.said().isPresent() && language.good()
                                ? Optional.of(language.value())
                                : Optional.empty(),
                        answers.said().isPresent()
                                ? OptionalInt.of(answers.value())
                                : OptionalInt.empty(),
                        proposes.said().isPresent()
                                ? Optional.of(proposes.value())
                                : Optional.empty());
        section.end();
        return expectation;
    }

    /// A list, or the one word of it.
    private <T> List<T> words(Section section, String name, Form<T> form) {
        Optional<Yaml.Key> key = section.key(name);
        if (key.isPresent() && key.get().value() instanceof Yaml.Text one) {
            return section.read(section.path(name), one, form).map(Placed::value).stream().toList();
        }
        return section.some(name, form, EXAMPLE).orElse(List.of()).stream()
                .map(Placed::value)
                .toList();
    }

    private static Form<String> text(String needed, Predicate<String> also) {
        return new Form<>(
                needed,
                text ->
                        Optional.of(text)
                                .filter(said -> !said.isBlank() && said.length() <= CHARS_MAX)
                                .filter(said ->
                                        Placeholders.in(said).stream()
                                                .allMatch(Placeholders::isKnown))
                                .filter(also));
    }
}
