package dev.switchboard.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.account.Account.Money;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Tools;
import dev.switchboard.gateway.assistant.Tools.Called;
import dev.switchboard.gateway.kit.Content;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Proposal;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the model may call, what it is told, and for whom it is done.
class AccountToolsTest {

    private static final Set<String> ALL =
            Set.of(
                    "orders",
                    "payments",
                    "returns",
                    "declined_purchases",
                    "profile",
                    "extend_due_date",
                    "change_plan",
                    "report_return",
                    "change_profile");

    private final Ledger service = new Ledger();
    private Set<String> allowed = ALL;
    private final AccountTools tools = new AccountTools(service, Content.texts(), _ -> allowed);

    @Test
    void no_tool_has_a_parameter_that_names_a_customer() {
        assertThat(tools.offered(caller("sv", "SE")))
                .extracting(Model.Tool::name)
                .containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(
                        tools.offered(caller("sv", "SE")).stream()
                                .flatMap(tool -> tool.parameters().keySet().stream()))
                .containsOnly("order", "payments", "field", "value");
    }

    @Test
    void what_a_market_does_not_have_is_not_offered_and_answered_as_not_there() {
        allowed = Set.of("orders");
        assertThat(tools.offered(caller("sv", "SE")))
                .extracting(Model.Tool::name)
                .containsExactly("orders");
        assertThat(called("payments", Map.of()))
                .isEqualTo("{\"error\":\"There is no tool payments here.\"}");
        assertThat(called("extend_due_date", Map.of("order", "LM-1"))).contains("no tool");
        assertThat(service.customers).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_said_so_and_never_an_exception() {
        assertThat(called("dance", Map.of())).contains("There is no tool dance here.");
        assertThat(called("extend_due_date", Map.of())).contains("It needs order.");
        assertThat(called("extend_due_date", Map.of("order", " "))).contains("It needs order.");
        assertThat(called("extend_due_date", Map.of("order", "LM-1", "customer", "eve")))
                .contains("It knows no argument but order.");
        assertThat(called("change_plan", Map.of("order", "LM-1", "payments", "four")))
                .contains("payments is a number in digits.");
        assertThat(called("change_profile", Map.of("field", "name", "value", "Eve")))
                .contains("field is one of");
        assertThat(service.customers).as("nobody was asked").isEmpty();
    }

    @Test
    void a_result_is_its_json_and_below_it_the_sentences_in_the_customers_formats() {
        String result = called("payments", Map.of());
        assertThat(result.lines().findFirst().orElseThrow())
                .startsWith("{\"payments\":[{\"order\":\"LM-1\"");
        assertThat(result.replace('\u00A0', ' '))
                .contains(
                        "1 250,00 kr för beställning LM-1 ska betalas senast den 1 december 2026.")
                .contains("kan flyttas till den 15 december 2026 mot en avgift på 0,00 kr.");
        var english = (Called.Result) await(tools.call(caller("en", "GB"), call("payments")));
        assertThat(english.text()).contains("is due on 1 December 2026.");
        assertThat(english.orders()).containsExactly("LM-1");
        var arabic = (Called.Result) await(tools.call(caller("ar", "SE"), call("payments")));
        assertThat(arabic.text().lines().skip(1))
                .hasSize(2)
                .allMatch(line -> line.contains("LM-1"))
                .noneMatch(line -> line.contains("{") || line.contains("١"));
    }

    @Test
    void a_long_list_is_cut_between_its_items() {
        service.payments = 500;
        var result = (Called.Result) await(tools.call(caller("sv", "SE"), call("payments")));
        assertThat(result.text().getBytes(StandardCharsets.UTF_8).length).isLessThan(8 << 10);
        assertThat(
                        AccountJson.read(
                                        result.text().lines().findFirst().orElseThrow(),
                                        AccountJson.Payments.class)
                                .orElseThrow()
                                .payments())
                .hasSize(result.orders().size())
                .hasSizeGreaterThan(10);
    }

    @Test
    void a_change_is_only_worked_out_and_asked_about() {
        var proposal =
                (Called.Proposes)
                        await(
                                tools.call(
                                        caller("en", "GB"),
                                        new Model.ToolCall(
                                                "extend_due_date", Map.of("order", "LM-1"))));
        assertThat(proposal.question().replace('\u00A0', ' '))
                .isEqualTo(
                        "Shall I move the due date of SEK 1,250.00 for order LM-1 from Fjord to 15"
                                + " December 2026? The fee is SEK 0.00. Please answer “yes” or"
                                + " “no”.");
        assertThat(service.changed).isEmpty();
    }

    @Test
    void a_yes_makes_it_for_the_customer_of_the_token_under_the_key() {
        var settled =
                (Tools.Settled.Told) await(tools.settle(caller("en", "GB"), errand(true), "c-1#2"));
        assertThat(settled.text()).startsWith("Done.").contains("15 December 2026");
        assertThat(service.changed).containsExactly("c-1#2");
        assertThat(service.customers).containsOnly("kim");
    }

    @Test
    void a_no_asks_nobody() {
        var settled =
                (Tools.Settled.Told)
                        await(tools.settle(caller("sv", "SE"), errand(false), "c-1#2"));
        assertThat(settled.text()).isEqualTo("Okej, jag har inte ändrat något.");
        assertThat(service.customers).isEmpty();
    }

    @Test
    void a_service_that_cannot_be_reached_is_a_value() {
        service.away = true;
        assertThat(await(tools.call(caller("en", "GB"), call("payments"))))
                .isEqualTo(new Called.Unreachable());
        assertThat(await(tools.settle(caller("en", "GB"), errand(true), "k")))
                .isEqualTo(new Tools.Settled.Unreachable());
    }

    private Errand errand(boolean agreed) {
        return new Errand(
                new Proposal(
                        2,
                        "extend_due_date",
                        new TreeMap<>(Map.of("order", "LM-1")),
                        AccountJson.write(Ledger.QUOTE)),
                agreed);
    }

    private String called(String tool, Map<String, String> arguments) {
        Called called = await(tools.call(caller("sv", "SE"), new Model.ToolCall(tool, arguments)));
        return ((Called.Result) called).text();
    }

    private static Model.ToolCall call(String tool) {
        return new Model.ToolCall(tool, Map.of());
    }

    private static Tools.Caller caller(String language, String market) {
        return new Tools.Caller(
                new Person("kim", Optional.empty(), Optional.empty(), Optional.of(market)),
                language);
    }

    private static <T> T await(Future<T> future) {
        assertThat(future.succeeded()).isTrue();
        return future.result();
    }

    /// An account of one order, kept in memory.
    private static final class Ledger implements AccountService {
        static final Quote QUOTE =
                new Quote(
                        new Change.ExtendDueDate("LM-1"),
                        Optional.of("Fjord"),
                        Optional.of(kronor("1250.00")),
                        Optional.of(LocalDate.parse("2026-12-15")),
                        Optional.of(kronor("0.00")));

        final List<String> customers = new ArrayList<>();
        final List<String> changed = new ArrayList<>();
        int payments = 1;
        boolean away;

        private static Money kronor(String value) {
            return new Money(new BigDecimal(value), "SEK");
        }

        private <T> Future<Reply<T>> reply(Customer customer, T value) {
            customers.add(customer.sub());
            return Future.succeededFuture(
                    away ? new Reply.Unavailable<>("away") : new Reply.Ok<>(value));
        }

        @Override
        public Future<Reply<List<Account.Order>>> orders(Customer customer) {
            return reply(customer, List.of());
        }

        @Override
        public Future<Reply<List<Account.Payment>>> payments(Customer customer) {
            return reply(
                    customer,
                    IntStream.rangeClosed(1, payments)
                            .mapToObj(n ->
                                    new Account.Payment(
                                            "LM-" + n,
                                            "Fjord",
                                            kronor("1250.00"),
                                            Account.Payment.State.DUE,
                                            LocalDate.parse("2026-12-01"),
                                            Optional.of(
                                                    new Account.Extension(
                                                            LocalDate.parse("2026-12-15"),
                                                            kronor("0.00"))),
                                            List.of()))
                            .toList());
        }

        @Override
        public Future<Reply<List<Account.Return>>> returns(Customer customer) {
            return reply(customer, List.of());
        }

        @Override
        public Future<Reply<List<Account.Declined>>> declined(Customer customer) {
            return reply(customer, List.of());
        }

        @Override
        public Future<Reply<Account.Profile>> profile(Customer customer) {
            return reply(customer, new Account.Profile("Kim", "Here 1", "a@b.c", "1", "sv"));
        }

        @Override
        public Future<Reply<Quote>> quote(Customer customer, Change change) {
            return reply(customer, QUOTE);
        }

        @Override
        public Future<Reply<Quote>> change(Customer customer, Quote quote, String key) {
            changed.add(key);
            return reply(customer, quote);
        }
    }
}
