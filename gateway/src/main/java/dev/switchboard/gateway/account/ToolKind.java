package dev.switchboard.gateway.account;

import dev.switchboard.gateway.account.AccountService.Customer;
import dev.switchboard.gateway.assistant.Model;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The tools there are. None of them has a parameter that names a customer.
sealed interface ToolKind {

    /// What the model is told of it.
    Model.Tool tool();

    /// One that looks something up.
    record Reads(Model.Tool tool, Look result) implements ToolKind {}

    /// One that prepares a change.
    record Changes(Model.Tool tool, Function<Map<String, String>, Arguments> change)
            implements ToolKind {}

    /// How something is looked up.
    interface Look {
        Future<Reply<ToolResult>> apply(
                AccountService service, Customer customer, AccountWords words);
    }

    /// The arguments of a call, read.
    sealed interface Arguments {
        record Good(Change change) implements Arguments {}

        /// @param why for the model
        record Wrong(String why) implements Arguments {}
    }

    /// In the order in which they are offered.
    List<ToolKind> ALL =
            List.of(
                    reads(
                            "orders",
                            "Reads what this customer bought and where each parcel is.",
                            (service, customer, words) ->
                                    service.orders(customer)
                                            .map(reply ->
                                                    reply.map(found -> orders(found, words)))),
                    reads(
                            "payments",
                            "Reads what this customer has to pay and when, to which day a due date"
                                    + " can be moved, and in how many payments an order can be"
                                    + " paid.",
                            (service, customer, words) ->
                                    service.payments(customer)
                                            .map(reply ->
                                                    reply.map(found -> payments(found, words)))),
                    reads(
                            "returns",
                            "Reads what this customer sent back and how each refund stands.",
                            (service, customer, words) ->
                                    service.returns(customer)
                                            .map(reply ->
                                                    reply.map(found -> returns(found, words)))),
                    reads(
                            "declined_purchases",
                            "Reads which purchases of this customer were not approved, and why.",
                            (service, customer, words) ->
                                    service.declined(customer)
                                            .map(reply ->
                                                    reply.map(found -> declined(found, words)))),
                    reads(
                            "profile",
                            "Reads this customer's name, address, email address and phone number.",
                            (service, customer, words) ->
                                    service.profile(customer)
                                            .map(reply ->
                                                    reply.map(found ->
                                                            ToolResult.of(
                                                                    found, words.profile(found))))),
                    changes(
                            "extend_due_date",
                            "Prepares to move the due date of an order's next payment to a later"
                                    + " day.",
                            Map.of("order", "Number of the order."),
                            said -> new Arguments.Good(new Change.ExtendDueDate(order(said)))),
                    changes(
                            "change_plan",
                            "Prepares to have an order paid in another number of payments.",
                            Map.of(
                                    "order", "Number of the order.",
                                    "payments", "How many payments, as digits."),
                            ToolKind::plan),
                    changes(
                            "report_return",
                            "Prepares to report that an order is being sent back, which pauses its"
                                    + " payment.",
                            Map.of("order", "Number of the order."),
                            said -> new Arguments.Good(new Change.ReportReturn(order(said)))),
                    changes(
                            "change_profile",
                            "Prepares to change a fact about this customer.",
                            Map.of(
                                    "field",
                                    "One of: address, email, phone, language.",
                                    "value",
                                    "The new value as the customer wrote it; a language as"
                                            + " its BCP 47 tag."),
                            ToolKind::profile));

    /// The one of this name.
    static Optional<ToolKind> named(String name) {
        return ALL.stream().filter(kind -> kind.tool().name().equals(name)).findFirst();
    }

    private static ToolKind reads(String name, String description, Look look) {
        return new Reads(new Model.Tool(name, description, Map.of()), look);
    }

    private static ToolKind changes(
            String name,
            String description,
            Map<String, String> parameters,
            Function<Map<String, String>, Arguments> change) {
        return new Changes(
                new Model.Tool(name, description, parameters),
                said -> checked(said, parameters.keySet()).orElseGet(() -> change.apply(said)));
    }

    private static Optional<Arguments> checked(Map<String, String> said, Set<String> parameters) {
        var missing = new TreeSet<>(parameters);
        said.forEach((name, value) -> {
            if (!value.isBlank()) {
                missing.remove(name);
            }
        });
        if (!missing.isEmpty()) {
            return Optional.of(new Arguments.Wrong("It needs " + String.join(", ", missing) + "."));
        }
        return said.keySet().stream()
                .filter(name -> !parameters.contains(name))
                .findFirst()
                .map(name ->
                        new Arguments.Wrong(
                                "It knows no argument but "
                                        + String.join(", ", new TreeSet<>(parameters))
                                        + "."));
    }

    private static String order(Map<String, String> said) {
        return said.getOrDefault("order", "").strip();
    }

    private static Arguments plan(Map<String, String> said) {
        String payments = said.getOrDefault("payments", "").strip();
        return payments.matches("[1-9][0-9]?")
                ? new Arguments.Good(new Change.ChangePlan(order(said), Integer.parseInt(payments)))
                : new Arguments.Wrong("payments is a number in digits.");
    }

    private static Arguments profile(Map<String, String> said) {
        return Change.ChangeProfile.Field.of(said.getOrDefault("field", ""))
                .<Arguments>map(field ->
                        new Arguments.Good(
                                new Change.ChangeProfile(
                                        field, said.getOrDefault("value", "").strip())))
                .orElseGet(() ->
                        new Arguments.Wrong("field is one of address, email, phone, language."));
    }

    private static ToolResult orders(List<Account.Order> found, AccountWords words) {
        return ToolResult.of(
                found,
                AccountJson.Orders::new,
                words::order,
                order -> List.of(order.id()),
                words.nothing());
    }

    private static ToolResult payments(List<Account.Payment> found, AccountWords words) {
        return ToolResult.of(
                found,
                AccountJson.Payments::new,
                words::payment,
                payment -> List.of(payment.order()),
                words.nothing());
    }

    private static ToolResult returns(List<Account.Return> found, AccountWords words) {
        return ToolResult.of(
                found,
                AccountJson.Returns::new,
                words::sentBack,
                sent -> List.of(sent.order()),
                words.nothing());
    }

    private static ToolResult declined(List<Account.Declined> found, AccountWords words) {
        return ToolResult.of(
                found,
                AccountJson.DeclinedPurchases::new,
                words::declined,
                _ -> List.of(),
                words.nothing());
    }
}
