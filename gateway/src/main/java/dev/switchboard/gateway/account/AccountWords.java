package dev.switchboard.gateway.account;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.switchboard.gateway.account.Account.Declined;
import dev.switchboard.gateway.account.Account.Money;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Parcel;
import dev.switchboard.gateway.account.Account.Payment;
import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.Account.Refund;
import dev.switchboard.gateway.account.Account.Return;
import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.policy.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account in sentences, in one customer's language and in the formats of their market. For one
/// thread.
final class AccountWords {

    private static final String UNKNOWN = "–";

    private final Texts texts;
    private final String language;
    private final ULocale locale;
    private final DateFormat days;
    private final NumberFormat amounts;

    /// @param language BCP 47
    /// @param market ISO 3166
    AccountWords(Texts texts, String language, Optional<String> market) {
        this.texts = texts;
        this.language = texts.languageFor(language);
        this.locale =
                new ULocale.Builder()
                        .setLanguage(this.language)
                        .setRegion(market.orElse(""))
                        .setUnicodeLocaleKeyword("nu", "latn")
                        .setUnicodeLocaleKeyword("ca", "gregory")
                        .build();
        this.days = DateFormat.getDateInstance(DateFormat.LONG, locale);
        this.days.setTimeZone(TimeZone.GMT_ZONE);
        this.amounts = NumberFormat.getCurrencyInstance(locale);
    }

    List<String> order(Order order) {
        var sentences = new ArrayList<String>();
        sentences.add(
                say(
                        Text.ACCOUNT_ORDER,
                        Map.of(
                                "item", order.item(),
                                "shop", order.shop(),
                                "date", date(order.bought()),
                                "amount", money(order.amount()),
                                "order", order.id())));
        sentences.add(parcel(order, order.parcel()));
        return sentences;
    }

    private String parcel(Order order, Parcel parcel) {
        Text text =
                switch (parcel.state()) {
                    case PREPARING -> Text.ACCOUNT_PARCEL_PREPARING;
                    case TRANSIT -> Text.ACCOUNT_PARCEL_TRANSIT;
                    case PICKUP -> Text.ACCOUNT_PARCEL_PICKUP;
                    case DELIVERED -> Text.ACCOUNT_PARCEL_DELIVERED;
                    case DELAYED -> Text.ACCOUNT_PARCEL_DELAYED;
                    case LOST -> Text.ACCOUNT_PARCEL_LOST;
                };
        return say(
                text,
                Map.of(
                        "shop", order.shop(),
                        "order", order.id(),
                        "date", parcel.date().map(this::date).orElse(UNKNOWN),
                        "tracking", parcel.tracking().orElse(UNKNOWN),
                        "place", parcel.place().orElse(UNKNOWN)));
    }

    List<String> payment(Payment payment) {
        var sentences = new ArrayList<String>();
        Text text =
                switch (payment.state()) {
                    case DUE -> Text.ACCOUNT_PAYMENT_DUE;
                    case OVERDUE -> Text.ACCOUNT_PAYMENT_OVERDUE;
                    case PAID -> Text.ACCOUNT_PAYMENT_PAID;
                    case PAUSED -> Text.ACCOUNT_PAYMENT_PAUSED;
                };
        String order = payment.order();
        sentences.add(
                say(
                        text,
                        Map.of(
                                "amount", money(payment.amount()),
                                "order", order,
                                "date", date(payment.date()))));
        if (payment.state() == Payment.State.DUE || payment.state() == Payment.State.OVERDUE) {
            sentences.add(
                    payment.extension()
                            .map(to ->
                                    say(
                                            Text.ACCOUNT_EXTENSION_POSSIBLE,
                                            Map.of(
                                                    "order", order,
                                                    "date", date(to.date()),
                                                    "fee", money(to.fee()))))
                            .orElseGet(() ->
                                    say(
                                            Text.ACCOUNT_EXTENSION_IMPOSSIBLE,
                                            Map.of("order", order))));
        }
        for (Account.Plan plan : payment.plans()) {
            sentences.add(
                    say(
                            Text.ACCOUNT_PLAN,
                            Map.of(
                                    "count", plan.count(),
                                    "order", order,
                                    "amount", money(plan.amount()))));
        }
        return sentences;
    }

    List<String> sentBack(Return sent) {
        var sentences = new ArrayList<String>();
        Text text =
                switch (sent.state()) {
                    case REPORTED -> Text.ACCOUNT_RETURN_REPORTED;
                    case RECEIVED -> Text.ACCOUNT_RETURN_RECEIVED;
                };
        sentences.add(
                say(
                        text,
                        Map.of(
                                "order", sent.order(),
                                "date", date(sent.date()),
                                "shop", sent.shop())));
        sent.refund().ifPresent(refund -> sentences.add(refund(sent.order(), refund)));
        return sentences;
    }

    private String refund(String order, Refund refund) {
        return say(
                refund.paid() ? Text.ACCOUNT_REFUND_PAID : Text.ACCOUNT_REFUND_PENDING,
                Map.of(
                        "amount", money(refund.amount()),
                        "order", order,
                        "date", date(refund.date())));
    }

    List<String> declined(Declined declined) {
        Text why =
                switch (declined.reason()) {
                    case LIMIT -> Text.ACCOUNT_DECLINED_LIMIT;
                    case OVERDUE -> Text.ACCOUNT_DECLINED_OVERDUE;
                    case DETAILS -> Text.ACCOUNT_DECLINED_DETAILS;
                    case CHECK -> Text.ACCOUNT_DECLINED_CHECK;
                };
        return List.of(
                say(
                        Text.ACCOUNT_DECLINED,
                        Map.of(
                                "amount", money(declined.amount()),
                                "shop", declined.shop(),
                                "date", date(declined.date()))),
                say(why, Map.of()));
    }

    String profile(Profile profile) {
        return say(
                Text.ACCOUNT_PROFILE,
                Map.of(
                        "name", profile.name(),
                        "address", profile.address(),
                        "email", profile.email(),
                        "phone", profile.phone()));
    }

    String nothing() {
        return say(Text.ACCOUNT_NOTHING, Map.of());
    }

    /// What would be done on these terms, as a question.
    String question(Quote quote) {
        return action(quote, false);
    }

    /// What was done on these terms.
    String done(Quote quote) {
        return action(quote, true);
    }

    /// How the question is to be answered.
    String ask() {
        return say(Text.ACTION_ASK, Map.of());
    }

    String refused() {
        return say(Text.ACTION_REFUSED, Map.of());
    }

    String impossible() {
        return say(Text.ACTION_IMPOSSIBLE, Map.of());
    }

    private String action(Quote quote, boolean done) {
        String shop = quote.shop().orElse(UNKNOWN);
        String amount = quote.amount().map(this::money).orElse(UNKNOWN);
        return switch (quote.change()) {
            case Change.ExtendDueDate(var order) ->
                    say(
                            done ? Text.ACTION_EXTEND_DUE_DATE_DONE : Text.ACTION_EXTEND_DUE_DATE,
                            Map.of(
                                    "amount", amount,
                                    "order", order,
                                    "shop", shop,
                                    "date", quote.date().map(this::date).orElse(UNKNOWN),
                                    "fee", quote.fee().map(this::money).orElse(UNKNOWN)));
            case Change.ChangePlan(var order, var payments) ->
                    say(
                            done ? Text.ACTION_CHANGE_PLAN_DONE : Text.ACTION_CHANGE_PLAN,
                            Map.of(
                                    "count", payments,
                                    "order", order,
                                    "shop", shop,
                                    "amount", amount));
            case Change.ReportReturn(var order) ->
                    say(
                            done ? Text.ACTION_REPORT_RETURN_DONE : Text.ACTION_REPORT_RETURN,
                            Map.of("order", order, "shop", shop));
            case Change.ChangeProfile(var field, var value) -> profile(field, value, done);
        };
    }

    private String profile(Change.ChangeProfile.Field field, String value, boolean done) {
        Text text =
                switch (field) {
                    case ADDRESS ->
                            done ? Text.ACTION_CHANGE_ADDRESS_DONE : Text.ACTION_CHANGE_ADDRESS;
                    case EMAIL -> done ? Text.ACTION_CHANGE_EMAIL_DONE : Text.ACTION_CHANGE_EMAIL;
                    case PHONE -> done ? Text.ACTION_CHANGE_PHONE_DONE : Text.ACTION_CHANGE_PHONE;
                    case LANGUAGE ->
                            done ? Text.ACTION_CHANGE_LANGUAGE_DONE : Text.ACTION_CHANGE_LANGUAGE;
                };
        boolean tag = field == Change.ChangeProfile.Field.LANGUAGE;
        return say(text, Map.of("value", tag ? ULocale.getDisplayLanguage(value, locale) : value));
    }

    private String say(Text text, Map<String, ?> values) {
        return texts.say(text, language, values).text();
    }

    private String date(LocalDate date) {
        return days.format(Date.from(date.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private String money(Money money) {
        amounts.setCurrency(Currency.getInstance(money.currency()));
        return amounts.format(money.value());
    }
}
