package dev.switchboard.gateway.assistant.facts;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.MatchType;
import dev.switchboard.gateway.memory.Recent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The facts that an answer may state: those of its passages, of its tools' results and of what was
/// said before. Reading a source takes some microseconds a line; a worker should.
public final class Sources {

    private static final int YEARS_OF_CENTURY = 100;

    /// UTF-16 units of texts whose facts are remembered.
    private static final long RECENT_UNITS_MAX = 8_000_000;

    private static final int UNITS_BESIDE_TEXT = 64;
    private static final int UNITS_OF_FACT = 32;

    private static final Recent<Source, List<Fact>> RECENT =
            new Recent<>(
                    RECENT_UNITS_MAX,
                    (source, facts) ->
                            UNITS_BESIDE_TEXT
                                    + source.text().length()
                                    + UNITS_OF_FACT * facts.size());

    private record Source(String text, List<String> languages) {}

    private final Set<Fact> facts = new HashSet<>();
    private final Map<BigDecimal, Set<Unit>> quantities = new HashMap<>();
    private final Set<BigDecimal> parts = new HashSet<>();
    private final List<Fact.Phone> phones = new ArrayList<>();

    /// Takes in a text.
    ///
    /// @param languages primary BCP 47 tags of those it may be in, likeliest first
    public void add(String text, String... languages) {
        read(new Source(text, List.of(languages))).forEach(this::add);
    }

    /// Takes in a text that further answers will rest on as well, and remembers its facts for them.
    ///
    /// @param languages as of [#add]
    public void addLasting(String text, String... languages) {
        RECENT.of(new Source(text, List.of(languages)), Sources::read).forEach(this::add);
    }

    private static List<Fact> read(Source source) {
        List<Fact> found = new ArrayList<>();
        FactReader reader = new FactReader(source.languages().toArray(String[]::new));
        Tape tape = new Tape(Folding.fold(source.text()), true);
        int floor = 0;
        int i = 0;
        while (i < tape.length()) {
            if (!FactReader.mayBegin(tape.at(i))) {
                i++;
                continue;
            }
            switch (reader.read(tape, i, floor)) {
                case Reading.Found here -> {
                    here.senses().forEach(found::addAll);
                    floor = here.end();
                    i = Math.max(i + 1, floor);
                }
                case Reading.Plain plain -> i = plain.next();
                case Reading.More _ -> throw new IllegalStateException("the text is whole");
            }
        }
        return List.copyOf(found);
    }

    /// Whether a time is said: how long, how often or when.
    public boolean tellTime() {
        return facts.stream()
                .anyMatch(fact ->
                        fact instanceof Fact.Day
                                || fact instanceof Fact.Clock
                                || (fact instanceof Fact.Quantity q
                                        && q.unit() instanceof Unit.Span));
    }

    /// Whether an amount of money is said.
    public boolean tellAmount() {
        return facts.stream()
                .anyMatch(
                        fact -> fact instanceof Fact.Quantity q && q.unit() instanceof Unit.Money);
    }

    private void add(Fact fact) {
        facts.add(fact);
        switch (fact) {
            case Fact.Quantity q -> addQuantity(q.value(), q.unit());
            case Fact.Part p -> parts.add(p.value());
            case Fact.Day d -> {
                facts.add(new Fact.Day(0, d.month(), d.day()));
                addParts(d.year(), d.year() % YEARS_OF_CENTURY, d.month(), d.day());
            }
            case Fact.Clock c -> {
                addQuantity(number(c.hour()), Unit.Span.HOUR);
                addParts(c.hour(), c.hour() % 12, c.minute());
            }
            case Fact.Phone phone -> phones.add(phone);
            case Fact.Link _, Fact.Mail _, Fact.Code _ -> {}
        }
    }

    private void addQuantity(BigDecimal value, Unit unit) {
        quantities.computeIfAbsent(value, _ -> new HashSet<>()).add(unit);
        if (unit instanceof Unit.Span span) {
            for (Unit.Span other : Unit.Span.values()) {
                BigDecimal total = value.multiply(BigDecimal.valueOf(span.length()));
                BigDecimal[] same = total.divideAndRemainder(BigDecimal.valueOf(other.length()));
                if (span.ofMonths() == other.ofMonths() && same[1].signum() == 0) {
                    quantities
                            .computeIfAbsent(same[0].stripTrailingZeros(), _ -> new HashSet<>())
                            .add(other);
                }
            }
        }
    }

    private void addParts(int... numbers) {
        for (int part : numbers) {
            parts.add(number(part));
        }
    }

    private static BigDecimal number(int value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }

    /// Whether one of these senses is right.
    boolean cover(List<List<Fact>> senses) {
        return senses.stream().anyMatch(sense -> sense.stream().allMatch(this::covers));
    }

    /// Whether the sources say so.
    boolean covers(Fact fact) {
        return switch (fact) {
            case Fact.Quantity q -> covers(q);
            case Fact.Part p -> parts.contains(p.value()) || quantities.containsKey(p.value());
            case Fact.Day d -> covers(d);
            case Fact.Phone p -> phones.stream().anyMatch(known -> isSame(known, p));
            case Fact.Clock _, Fact.Link _, Fact.Mail _, Fact.Code _ -> facts.contains(fact);
        };
    }

    private boolean covers(Fact.Quantity q) {
        return quantities.getOrDefault(q.value(), Set.of()).stream().anyMatch(q.unit()::agrees)
                || (q.unit() == Unit.Bare.NONE && parts.contains(q.value()));
    }

    /// A year may be said elsewhere than its day.
    private boolean covers(Fact.Day d) {
        boolean dayAlone = facts.contains(new Fact.Day(0, d.month(), d.day()));
        return facts.contains(d)
                || (dayAlone && isWithoutYear(d) && covers(new Fact.Part(number(d.year()))));
    }

    private boolean isWithoutYear(Fact.Day d) {
        return facts.stream()
                .noneMatch(fact ->
                        fact instanceof Fact.Day other
                                && other.year() > 0
                                && other.month() == d.month()
                                && other.day() == d.day());
    }

    private static boolean isSame(Fact.Phone one, Fact.Phone other) {
        if (one.equals(other)) {
            return true;
        }
        MatchType match = PhoneNumberUtil.getInstance().isNumberMatch(one.number(), other.number());
        return match == MatchType.EXACT_MATCH || match == MatchType.NSN_MATCH;
    }
}
