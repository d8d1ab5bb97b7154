package dev.switchboard.gateway.evals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.account.Account.Declined;
import dev.switchboard.gateway.account.Account.Extension;
import dev.switchboard.gateway.account.Account.Money;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Parcel;
import dev.switchboard.gateway.account.Account.Payment;
import dev.switchboard.gateway.account.Account.Plan;
import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.Account.Refund;
import dev.switchboard.gateway.account.Account.Return;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountViewTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 3);
    private static final Money PRICE = new Money(new BigDecimal("96.00"), "EUR");

    @ParameterizedTest
    @CsvSource({
        "order.delayed.id, LM-1",
        "order.delayed.amount, 96.00 EUR",
        "order.delayed.date, 2026-12-03",
        "order.delayed.tracking, LX1",
        "order.lost.id, ",
        "order.delayed.place, ",
        "payment.due.order, LM-1",
        "payment.extendable.until, 2026-12-17",
        "payment.splittable.amount, 96.00 EUR",
        "payment.overdue.order, ",
        "return.received.refund-date, 2026-12-03",
        "return.reported.order, ",
        "declined.any.shop, Fjord",
        "declined.limit.amount, 96.00 EUR",
        "declined.details.date, ",
        "profile.email, kim@example.com",
    })
    void a_placeholder_stands_for_what_is_on_the_account(String name, String value) {
        assertThat(Placeholders.isKnown(name)).isTrue();
        assertThat(
                        account(payment(DAY), 1, List.of(sent("LM-0")), profile("kim@example.com"))
                                .value(name))
                .isEqualTo(Optional.ofNullable(value));
    }

    @Test
    void an_account_that_is_the_same_has_not_changed() {
        AccountView account = account(payment(DAY), 1, List.of(), profile("kim@example.com"));
        assertThat(account.changes(account)).isEmpty();
    }

    @Test
    void every_kind_of_change_is_told() {
        AccountView before = account(payment(DAY), 1, List.of(), profile("kim@example.com"));

        assertThat(
                        account(payment(DAY.plusDays(14)), 1, List.of(), profile("kim@example.com"))
                                .changes(before))
                .containsExactly("extended LM-1");
        assertThat(account(payment(DAY), 4, List.of(), profile("kim@example.com")).changes(before))
                .containsExactly("plan LM-1 4");
        assertThat(
                        account(payment(DAY), 1, List.of(sent("LM-1")), profile("kim@new.example"))
                                .changes(before))
                .containsExactly("email kim@new.example", "returned LM-1");
    }

    private static AccountView account(
            Payment payment, int count, List<Return> returns, Profile profile) {
        return new AccountView(
                List.of(
                        new Order(
                                "LM-1",
                                "Fjord",
                                "Tidal Hoodie",
                                DAY,
                                PRICE,
                                new Parcel(
                                        Parcel.State.DELAYED,
                                        Optional.of(DAY),
                                        Optional.of("LX1"),
                                        Optional.empty()))),
                Collections.nCopies(count, payment),
                returns,
                List.of(new Declined("Fjord", PRICE, DAY, Declined.Why.LIMIT)),
                profile);
    }

    private static Payment payment(LocalDate date) {
        return new Payment(
                "LM-1",
                "Fjord",
                PRICE,
                Payment.State.DUE,
                date,
                Optional.of(new Extension(date.plusDays(14), PRICE)),
                List.of(new Plan(4, PRICE)));
    }

    private static Return sent(String order) {
        return new Return(
                order,
                "Fjord",
                Return.State.RECEIVED,
                DAY,
                Optional.of(new Refund(false, PRICE, DAY)));
    }

    private static Profile profile(String email) {
        return new Profile("Kim Berg", "Market Street 1", email, "+44 7700 900123", "en");
    }
}
