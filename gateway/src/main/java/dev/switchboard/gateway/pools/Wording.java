package dev.switchboard.gateway.pools;

import com.ibm.icu.text.DateTimePatternGenerator;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.WorkItem;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/// What a customer is told of what the pool decided, in their language and on their market's
/// clocks.
final class Wording {

    /// Weekday, day, month and year in words, the time as the country tells it, and the zone.
    private static final String OPENS = "yMMMMEEEEdjmz";

    private final Texts texts;
    private final boolean translates;

    /// @param translates whether what agents of other languages write is translated
    Wording(Texts texts, boolean translates) {
        this.texts = texts;
        this.translates = translates;
    }

    /// Nobody took it in time, or nobody is at work; nothing where the pool has moved on.
    Optional<Notice> overflow(Pool pool, PoolEffect.Overflow overflow) {
        return item(pool, overflow.conversation(), overflow.epoch())
                .map(item ->
                        notice(
                                item,
                                item.epoch(),
                                Notice.Kind.OVERFLOW,
                                said(pool, item, overflow)));
    }

    private Texts.Said said(Pool pool, WorkItem item, PoolEffect.Overflow overflow) {
        String language = item.need().language();
        if (overflow.opensAt().isPresent()) {
            Text text =
                    one(
                            overflow.to(),
                            Text.CLOSED_UNTIL_OTHER_MARKETS,
                            Text.CLOSED_UNTIL_CALLBACK,
                            Text.CLOSED_UNTIL_TICKET);
            return texts.say(
                    text,
                    language,
                    Map.of("opens", opens(overflow.opensAt().get(), item.need(), pool)));
        }
        return texts.say(
                isClosed(item, pool)
                        ? one(
                                overflow.to(),
                                Text.CLOSED_OTHER_MARKETS,
                                Text.CLOSED_CALLBACK,
                                Text.CLOSED_TICKET)
                        : one(
                                overflow.to(),
                                Text.WAITED_OTHER_MARKETS,
                                Text.WAITED_CALLBACK,
                                Text.WAITED_TICKET),
                language);
    }

    /// Whether nobody is at work, be it by the market's hours or because nobody has come.
    private static boolean isClosed(WorkItem item, Pool pool) {
        return switch (item.overflowed()) {
            case NOBODY -> true;
            // Told late, the market may be open again.
            case OUT_OF_HOURS -> !hours(item.need(), pool).openAt(pool.last().at());
            case WAITED, NO -> false;
        };
    }

    private static Text one(Overflow to, Text otherMarkets, Text callback, Text ticket) {
        return switch (to) {
            case Overflow.OtherMarkets _ -> otherMarkets;
            case Overflow.Deferred(var how) ->
                    switch (how) {
                        case CALLBACK -> callback;
                        case TICKET -> ticket;
                    };
        };
    }

    /// Whom it was meant for is out of reach; nothing where the pool has moved on, or where what
    /// has become of it since says more.
    Optional<Notice> targetUnavailable(Pool pool, PoolEffect.TargetUnavailable missed) {
        return item(pool, missed.conversation(), missed.epoch())
                .filter(item -> item.overflowed() == WorkItem.Overflowed.NO)
                .map(item ->
                        notice(
                                item,
                                item.epoch(),
                                Notice.Kind.TARGET_UNAVAILABLE,
                                texts.say(Text.TARGET_UNAVAILABLE, item.need().language())));
    }

    /// Who has it now does not speak the customer's language; nothing where they do.
    Optional<Notice> translation(Pool pool, PoolEffect.Assign assign) {
        return item(pool, assign.conversation(), assign.epoch())
                .filter(_ -> assign.translation())
                .map(item ->
                        notice(
                                item,
                                // The assignment itself begins another.
                                item.epoch() + 1,
                                Notice.Kind.TRANSLATION,
                                texts.say(
                                        translates && !assign.languages().isEmpty()
                                                ? Text.TRANSLATED
                                                : Text.TRANSLATION,
                                        item.need().language(),
                                        Map.of("name", assign.name()))));
    }

    private static Notice notice(WorkItem item, long epoch, Notice.Kind kind, Texts.Said said) {
        return new Notice(item.conversation(), epoch, kind, said.text(), said.language());
    }

    private static Optional<WorkItem> item(Pool pool, String conversation, long epoch) {
        return pool.item(conversation).filter(item -> item.epoch() == epoch);
    }

    private static BusinessHours hours(Need need, Pool pool) {
        return pool.policy().of(need.market()).hours();
    }

    /// A day and a time with the short name of its zone: a market may have several, and a customer
    /// of no market does not know which clocks are meant.
    private String opens(Instant at, Need need, Pool pool) {
        String zone = hours(need, pool).zone().getId();
        String language = texts.languageFor(need.language());
        Optional<String> country = need.market().filter(pool.policy().markets()::containsKey);
        ULocale locale =
                ULocale.forLanguageTag(
                        language + country.map(c -> "-" + c).orElse("") + "-u-ca-gregory-nu-latn");
        String pattern = DateTimePatternGenerator.getInstance(locale).getBestPattern(OPENS);
        var format = new SimpleDateFormat(pattern, locale);
        format.setTimeZone(TimeZone.getTimeZone(zone));
        return format.format(Date.from(at));
    }
}
