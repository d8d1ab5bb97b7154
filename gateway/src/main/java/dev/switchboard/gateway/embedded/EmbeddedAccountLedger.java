package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.account.Account.Extension;
import dev.switchboard.gateway.account.Account.Money;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Parcel;
import dev.switchboard.gateway.account.Account.Payment;
import dev.switchboard.gateway.account.Account.Plan;
import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.Account.Refund;
import dev.switchboard.gateway.account.Account.Return;
import dev.switchboard.gateway.account.Change;
import dev.switchboard.gateway.account.Quote;
import dev.switchboard.gateway.account.Reply;
import dev.switchboard.gateway.embedded.EmbeddedAccountBook.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// An account as it stands on a day: what was made up, with what has been changed since. The rules
/// are those that the help centre tells.
record EmbeddedAccountLedger(
        EmbeddedAccountBook book, EmbeddedAccountState state, LocalDate today) {

    private static final int EXTENSION_DAYS = 14;
    private static final int BETWEEN_PAYMENTS_DAYS = 14;
    private static final int REFUND_DAYS = 9;
    private static final List<Integer> PLANS = List.of(1, 2, 4);
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    List<Order> orders() {
        return book.purchases().stream().map(Purchase::order).toList();
    }

    List<Payment> payments() {
        var payments = new ArrayList<Payment>();
        book.purchases().forEach(purchase -> payments.addAll(payments(purchase)));
        payments.sort(
                Comparator.comparing((Payment p) -> p.state() == Payment.State.PAID)
                        .thenComparing(Payment::date));
        return payments;
    }

    private List<Payment> payments(Purchase purchase) {
        Order order = purchase.order();
        if (purchase.paid().isPresent()) {
            return List.of(
                    payment(order, order.amount(), Payment.State.PAID, purchase.paid().get()));
        }
        int count = count(order.id());
        Money part = part(order.amount(), count);
        var payments = new ArrayList<Payment>();
        payments.add(next(purchase, part));
        for (int n = 1; n < count; n++) {
            LocalDate due = purchase.due().plusDays((long) n * BETWEEN_PAYMENTS_DAYS);
            payments.add(payment(order, part, standing(order.id(), due), due));
        }
        return payments;
    }

    private Payment next(Purchase purchase, Money part) {
        Order order = purchase.order();
        LocalDate due = due(purchase);
        Payment.State standing = standing(order.id(), due);
        boolean open = standing == Payment.State.DUE;
        return new Payment(
                order.id(),
                order.shop(),
                part,
                standing,
                due,
                open && !state.extended().containsKey(order.id())
                        ? Optional.of(
                                new Extension(due.plusDays(EXTENSION_DAYS), free(order.amount())))
                        : Optional.empty(),
                open
                        ? PLANS.stream()
                                .filter(n -> n != count(order.id()))
                                .map(n -> new Plan(n, part(order.amount(), n)))
                                .toList()
                        : List.of());
    }

    private static Payment payment(Order order, Money part, Payment.State state, LocalDate date) {
        return new Payment(
                order.id(), order.shop(), part, state, date, Optional.empty(), List.of());
    }

    private Payment.State standing(String order, LocalDate due) {
        if (state.returned().containsKey(order)) {
            return Payment.State.PAUSED;
        }
        return due.isBefore(today) ? Payment.State.OVERDUE : Payment.State.DUE;
    }

    private LocalDate due(Purchase purchase) {
        return Optional.ofNullable(state.extended().get(purchase.order().id()))
                .orElse(purchase.due());
    }

    private int count(String order) {
        return Optional.ofNullable(state.plans().get(order)).orElse(1);
    }

    private static Money part(Money amount, int count) {
        return new Money(
                amount.value()
                        .divide(
                                BigDecimal.valueOf(count),
                                amount.value().scale(),
                                RoundingMode.HALF_UP),
                amount.currency());
    }

    private static Money free(Money like) {
        return new Money(BigDecimal.ZERO.setScale(like.value().scale()), like.currency());
    }

    List<Return> returns() {
        var returns = new ArrayList<Return>();
        for (Purchase purchase : book.purchases()) {
            Order order = purchase.order();
            purchase.received()
                    .ifPresent(received ->
                            returns.add(
                                    new Return(
                                            order.id(),
                                            order.shop(),
                                            Return.State.RECEIVED,
                                            received,
                                            Optional.of(
                                                    new Refund(
                                                            received.plusDays(REFUND_DAYS)
                                                                    .isBefore(today),
                                                            order.amount(),
                                                            received.plusDays(REFUND_DAYS))))));
            Optional.ofNullable(state.returned().get(order.id()))
                    .ifPresent(reported ->
                            returns.add(
                                    new Return(
                                            order.id(),
                                            order.shop(),
                                            Return.State.REPORTED,
                                            reported,
                                            Optional.empty())));
        }
        return returns;
    }

    Profile profile() {
        Profile made = book.profile();
        return new Profile(
                made.name(),
                state.profile().getOrDefault("address", made.address()),
                state.profile().getOrDefault("email", made.email()),
                state.profile().getOrDefault("phone", made.phone()),
                state.profile().getOrDefault("language", made.language()));
    }

    /// The terms of a change as things stand.
    Reply<Quote> quote(Change change) {
        return switch (change) {
            case Change.ExtendDueDate(var order) ->
                    of(
                            order,
                            (_, next) ->
                                    next.extension()
                                            .map(to ->
                                                    terms(
                                                            change,
                                                            next,
                                                            Optional.of(to.date()),
                                                            Optional.of(to.fee()))));
            case Change.ChangePlan(var order, var payments) ->
                    of(
                            order,
                            (_, next) ->
                                    next.plans().stream()
                                            .filter(plan -> plan.count() == payments)
                                            .findFirst()
                                            .map(plan ->
                                                    new Quote(
                                                            change,
                                                            Optional.of(next.shop()),
                                                            Optional.of(plan.amount()),
                                                            Optional.empty(),
                                                            Optional.empty())));
            case Change.ReportReturn(var order) ->
                    of(
                            order,
                            (purchase, next) ->
                                    purchase.received().isPresent()
                                                    || next.state() == Payment.State.PAUSED
                                                    || purchase.order().parcel().state()
                                                            == Parcel.State.PREPARING
                                            ? Optional.empty()
                                            : Optional.of(
                                                    terms(
                                                            change,
                                                            next,
                                                            Optional.empty(),
                                                            Optional.empty())));
            case Change.ChangeProfile(var field, var value) ->
                    isGood(field, value)
                            ? new Reply.Ok<>(
                                    new Quote(
                                            new Change.ChangeProfile(field, value.strip()),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty()))
                            : new Reply.Invalid<>();
        };
    }

    /// The terms for one of this customer's orders.
    private interface Terms {
        /// @param next its next payment, or its only one
        Optional<Quote> of(Purchase purchase, Payment next);
    }

    private Reply<Quote> of(String order, Terms terms) {
        Optional<Purchase> purchase =
                book.purchases().stream().filter(p -> p.order().id().equals(order)).findFirst();
        if (purchase.isEmpty()) {
            return new Reply.NotFound<>();
        }
        return terms.of(purchase.get(), payments(purchase.get()).getFirst())
                .<Reply<Quote>>map(Reply.Ok::new)
                .orElseGet(Reply.Impossible::new);
    }

    private static Quote terms(
            Change change, Payment next, Optional<LocalDate> date, Optional<Money> fee) {
        return new Quote(change, Optional.of(next.shop()), Optional.of(next.amount()), date, fee);
    }

    private static boolean isGood(Change.ChangeProfile.Field field, String value) {
        return switch (field) {
            case ADDRESS -> value.strip().length() >= 5 && value.length() <= 200;
            case EMAIL -> value.strip().matches("[^\\s@]{1,64}@[^\\s@]+\\.[^\\s@]{2,}");
            case PHONE -> value.replaceAll("[ ()./-]", "").matches("\\+?[0-9]{6,15}");
            case LANGUAGE -> LANGUAGES.contains(value.strip());
        };
    }
}
