package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.BusinessHours.Shift;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.Overflow.Deferred.How;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads `markets.yaml`.
final class MarketsReader {
    private static final ZoneId UTC = ZoneId.of("UTC");

    /// What the assistant may do on an account.
    private static final List<String> TOOLS =
            List.of(
                    "orders",
                    "payments",
                    "returns",
                    "declined_purchases",
                    "profile",
                    "extend_due_date",
                    "change_plan",
                    "report_return",
                    "change_profile");

    private static final String OVERFLOW =
            "other-markets, \"other-markets: [DE, CH]\", callback or ticket is needed";

    private final Problems problems;
    private final List<Mention> mentions = new ArrayList<>();

    /// What a section says, or what holds where it says nothing.
    private record Ways(
            NavigableMap<DayOfWeek, List<Shift>> week,
            NavigableSet<LocalDate> closed,
            Overflow overflow,
            Overflow outOfHours,
            NavigableSet<String> tools) {
        MarketPolicy in(ZoneId zone) {
            return new MarketPolicy(new BusinessHours(zone, week, closed), overflow, outOfHours);
        }
    }

    /// A market that another's overflow names.
    ///
    /// @param by the market whose overflow it is; empty for all
    private record Mention(String key, String by, Placed<String> market) {}

    private MarketsReader(Problems problems) {
        this.problems = problems;
    }

    /// What the file says; where something is among the problems, it stands for as much as could be
    /// read.
    static Markets read(Yaml.Keys file, Problems problems) {
        return new MarketsReader(problems).file(new Section(problems, "", Place.START, file));
    }

    private Markets file(Section file) {
        Ways ways =
                new Ways(
                        HoursReader.ALWAYS,
                        new TreeSet<>(),
                        new Overflow.OtherMarkets(List.of()),
                        new Overflow.Deferred(How.TICKET),
                        new TreeSet<>(TOOLS));
        ZoneId zone = UTC;
        var defaults = file.section("defaults");
        if (defaults.isPresent()) {
            zone = defaults.get().value("time-zone", Form.ZONE, UTC).value();
            ways = ways(defaults.get(), "", ways);
            defaults.get().end();
        }
        NavigableMap<String, Markets.Market> markets = markets(file, ways);
        mentions.forEach(mention -> check(mention, markets));
        file.end();
        return new Markets(markets, ways.in(zone), ways.tools());
    }

    private NavigableMap<String, Markets.Market> markets(Section file, Ways defaults) {
        NavigableMap<String, Markets.Market> markets = new TreeMap<>();
        var section = file.section("markets");
        if (section.isEmpty()) {
            if (file.key("markets").isEmpty()) {
                problems.add(
                        file.at(), "markets", "markets is not set, but at least one is needed");
            }
            return markets;
        }
        for (Yaml.Key key : section.get().names(Form.MARKET)) {
            section.get()
                    .section(key.name())
                    .ifPresent(said -> markets.put(key.name(), market(key, said, defaults)));
        }
        if (markets.isEmpty()) {
            problems.add(
                    section.get().at(), "markets", "markets is empty, but at least one is needed");
        }
        return markets;
    }

    private Markets.Market market(Yaml.Key key, Section section, Ways defaults) {
        ZoneId zone = section.needed("time-zone", Form.ZONE, ZoneOffset.UTC).value();
        List<String> languages =
                section.some("languages", Form.LANGUAGE, "[de, fr]").orElse(List.of()).stream()
                        .map(Placed::value)
                        .toList();
        if (section.key("languages").isEmpty()) {
            problems.add(
                    key.at(),
                    section.path("languages"),
                    section.path("languages") + " is not set, but at least one is needed");
        }
        Ways ways = ways(section, key.name(), defaults);
        section.end();
        return new Markets.Market(key.at(), languages, ways.in(zone), ways.tools());
    }

    private Ways ways(Section section, String market, Ways defaults) {
        var week = HoursReader.read(section).orElse(defaults.week());
        NavigableSet<LocalDate> closed =
                section.list("closed", Form.DATE, "[2026-12-24, 2026-12-25]")
                        .<NavigableSet<LocalDate>>map(days -> {
                            NavigableSet<LocalDate> sorted = new TreeSet<>();
                            days.forEach(day -> sorted.add(day.value()));
                            return sorted;
                        })
                        .orElse(defaults.closed());
        return new Ways(
                week,
                closed,
                overflow(section, "overflow", market, defaults.overflow()),
                overflow(section, "out-of-hours", market, defaults.outOfHours()),
                tools(section, defaults.tools()));
    }

    private static NavigableSet<String> tools(Section section, NavigableSet<String> defaults) {
        return section.list("tools", Form.oneOf(TOOLS), "[orders, payments]")
                .<NavigableSet<String>>map(named -> {
                    NavigableSet<String> tools = new TreeSet<>();
                    named.forEach(tool -> tools.add(tool.value()));
                    return tools;
                })
                .orElse(defaults);
    }

    private Overflow overflow(Section section, String name, String market, Overflow fallback) {
        var key = section.key(name);
        if (key.isEmpty()) {
            return fallback;
        }
        Yaml value = key.get().value();
        return switch (value) {
            case Yaml.Text(_, var word) when word.equals("other-markets") ->
                    new Overflow.OtherMarkets(List.of());
            case Yaml.Text(_, var word) when word.equals("callback") ->
                    new Overflow.Deferred(How.CALLBACK);
            case Yaml.Text(_, var word) when word.equals("ticket") ->
                    new Overflow.Deferred(How.TICKET);
            case Yaml.Keys keys -> others(section.path(name), keys, market);
            case Yaml.Text _, Yaml.Items _, Yaml.Nothing _ -> {
                problems.refuse(value.at(), section.path(name), value.shown(), OVERFLOW);
                yield fallback;
            }
        };
    }

    private Overflow others(String path, Yaml.Keys keys, String market) {
        Section section = new Section(problems, path, keys.at(), keys);
        var named = section.some("other-markets", Form.MARKET, "[DE, CH]").orElse(List.of());
        section.end();
        String key = section.path("other-markets");
        named.forEach(one -> mentions.add(new Mention(key, market, one)));
        return new Overflow.OtherMarkets(named.stream().map(Placed::value).toList());
    }

    private void check(Mention mention, NavigableMap<String, Markets.Market> markets) {
        Placed<String> named = mention.market();
        if (named.value().equals(mention.by())) {
            problems.add(
                    named.at(),
                    mention.key(),
                    "%s names %s itself, but other markets are needed"
                            .formatted(mention.key(), named.value()));
        } else if (!markets.containsKey(named.value())) {
            problems.add(
                    named.at(),
                    mention.key(),
                    "%s names %s, but a market of this file is needed"
                            .formatted(mention.key(), named.value()));
        }
    }
}
