package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.account.Account.Declined;
import dev.switchboard.gateway.account.Account.Money;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Payment;
import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.Account.Return;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A customer's account as it was at one moment.
record AccountView(
        List<Order> orders,
        List<Payment> payments,
        List<Return> returns,
        List<Declined> declined,
        Profile profile) {

    AccountView {
        orders = List.copyOf(orders);
        payments = List.copyOf(payments);
        returns = List.copyOf(returns);
        declined = List.copyOf(declined);
    }

    /// What stands for a placeholder; nothing where this account has no such thing. Days are
    /// written `2026-12-24`, amounts `96.00 EUR`.
    ///
    /// @param name known to [Placeholders], without `other.`
    Optional<String> value(String name) {
        String[] path = name.split("\\.", -1);
        return switch (path[0]) {
            case "order" ->
                    orders.stream()
                            .filter(order -> word(order.parcel().state()).equals(path[1]))
                            .findFirst()
                            .flatMap(order -> of(order, path[2]));
            case "payment" ->
                    payments.stream()
                            .filter(payment -> is(payment, path[1]))
                            .findFirst()
                            .flatMap(payment -> of(payment, path[2]));
            case "return" ->
                    returns.stream()
                            .filter(sent -> word(sent.state()).equals(path[1]))
                            .findFirst()
                            .flatMap(sent -> of(sent, path[2]));
            case "declined" ->
                    declined.stream()
                            .filter(one ->
                                    path[1].equals("any") || word(one.reason()).equals(path[1]))
                            .findFirst()
                            .flatMap(one -> of(one, path[2]));
            default ->
                    Optional.of(
                            switch (path[1]) {
                                case "name" -> profile.name();
                                case "address" -> profile.address();
                                case "email" -> profile.email();
                                default -> profile.phone();
                            });
        };
    }

    private static Optional<String> of(Order order, String field) {
        return switch (field) {
            case "id" -> Optional.of(order.id());
            case "shop" -> Optional.of(order.shop());
            case "item" -> Optional.of(order.item());
            case "bought" -> Optional.of(order.bought().toString());
            case "amount" -> Optional.of(text(order.amount()));
            case "tracking" -> order.parcel().tracking();
            case "date" -> order.parcel().date().map(LocalDate::toString);
            default -> order.parcel().place();
        };
    }

    private static boolean is(Payment payment, String which) {
        return switch (which) {
            case "extendable" -> payment.extension().isPresent();
            case "splittable" -> payment.plans().stream().anyMatch(plan -> plan.count() > 1);
            default -> word(payment.state()).equals(which);
        };
    }

    private static Optional<String> of(Payment payment, String field) {
        return switch (field) {
            case "order" -> Optional.of(payment.order());
            case "shop" -> Optional.of(payment.shop());
            case "amount" -> Optional.of(text(payment.amount()));
            case "date" -> Optional.of(payment.date().toString());
            default -> payment.extension().map(later -> later.date().toString());
        };
    }

    private static Optional<String> of(Return sent, String field) {
        return switch (field) {
            case "order" -> Optional.of(sent.order());
            case "shop" -> Optional.of(sent.shop());
            case "date" -> Optional.of(sent.date().toString());
            case "amount" -> sent.refund().map(refund -> text(refund.amount()));
            default -> sent.refund().map(refund -> refund.date().toString());
        };
    }

    private static Optional<String> of(Declined one, String field) {
        return Optional.of(
                switch (field) {
                    case "shop" -> one.shop();
                    case "amount" -> text(one.amount());
                    default -> one.date().toString();
                });
    }

    private static String text(Money money) {
        return money.value().toPlainString() + " " + money.currency();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// What is different since then, in the order of the alphabet: `extended ORDER`, `plan ORDER
    /// COUNT`, `returned ORDER`, `address VALUE`, `email VALUE`, `phone VALUE`, `language VALUE`.
    List<String> changes(AccountView since) {
        var changes = new ArrayList<String>();
        var returnedBefore = new HashSet<>(since.returns().stream().map(Return::order).toList());
        returns.stream()
                .map(Return::order)
                .filter(order -> !returnedBefore.contains(order))
                .forEach(order -> changes.add("returned " + order));
        Map<String, LocalDate> before = since.dueDates();
        Map<String, Integer> countsBefore = since.counts();
        dueDates()
                .forEach((order, date) -> {
                    if (before.containsKey(order) && !date.equals(before.get(order))) {
                        changes.add("extended " + order);
                    }
                });
        counts().forEach((order, count) -> {
            if (!count.equals(countsBefore.get(order))) {
                changes.add("plan %s %d".formatted(order, count));
            }
        });
        changed(changes, "address", since.profile().address(), profile.address());
        changed(changes, "email", since.profile().email(), profile.email());
        changed(changes, "phone", since.profile().phone(), profile.phone());
        changed(changes, "language", since.profile().language(), profile.language());
        return changes.stream().sorted().toList();
    }

    private static void changed(List<String> changes, String what, String before, String now) {
        if (!now.equals(before)) {
            changes.add(what + " " + now);
        }
    }

    /// When the next payment of each order is due.
    private Map<String, LocalDate> dueDates() {
        var dates = new TreeMap<String, LocalDate>();
        payments.stream()
                .filter(payment -> payment.state() != Payment.State.PAUSED)
                .forEach(payment ->
                        dates.merge(
                                payment.order(),
                                payment.date(),
                                (one, other) -> one.isBefore(other) ? one : other));
        return dates;
    }

    private Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        payments.forEach(payment -> counts.merge(payment.order(), 1, Integer::sum));
        return counts;
    }
}
