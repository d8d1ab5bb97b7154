package dev.switchboard.gateway.account;

import dev.switchboard.gateway.account.AccountService.Customer;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Tools;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The assistant's tools on the customer's account. What a market does not list is not offered and,
/// called all the same, answered as not there.
public final class AccountTools implements Tools {

    private static final Logger LOG = LoggerFactory.getLogger(AccountTools.class);

    private final AccountService service;
    private final Texts texts;
    private final Function<Optional<String>, Set<String>> allowed;

    /// @param allowed names of the tools of a market
    public AccountTools(
            AccountService service, Texts texts, Function<Optional<String>, Set<String>> allowed) {
        this.service = service;
        this.texts = texts;
        this.allowed = allowed;
    }

    /// Loads what formats days and amounts.
    @Override
    public void warmUp() {
        var free = new Account.Money(BigDecimal.ZERO, "EUR");
        var words = new AccountWords(texts, Texts.FALLBACK, Optional.empty());
        words.payment(
                new Account.Payment(
                        "",
                        "",
                        free,
                        Account.Payment.State.DUE,
                        LocalDate.EPOCH,
                        Optional.empty(),
                        List.of()));
    }

    @Override
    public List<Model.Tool> offered(Caller caller) {
        Set<String> here = allowed.apply(caller.person().market());
        return ToolKind.ALL.stream()
                .filter(tool -> here.contains(tool.tool().name()))
                .map(ToolKind::tool)
                .toList();
    }

    @Override
    public Future<Called> call(Caller caller, Model.ToolCall call) {
        Optional<ToolKind> kind =
                ToolKind.named(call.name())
                        .filter(_ -> allowed.apply(caller.person().market()).contains(call.name()));
        if (kind.isEmpty()) {
            return answered(ToolResult.refused("There is no tool " + call.name() + " here."));
        }
        return switch (kind.get()) {
            case ToolKind.Reads reads -> read(caller, reads);
            case ToolKind.Changes changes ->
                    switch (changes.change().apply(call.arguments())) {
                        case ToolKind.Arguments.Wrong(var why) -> answered(ToolResult.refused(why));
                        case ToolKind.Arguments.Good(var change) -> propose(caller, call, change);
                    };
        };
    }

    private Future<Called> read(Caller caller, ToolKind.Reads reads) {
        return reads.result()
                .apply(
                        service,
                        customer(caller.person()),
                        words(caller.person(), caller.language()))
                .map(reply ->
                        switch (reply) {
                            case Reply.Ok<ToolResult>(var result) -> result.called();
                            case Reply.Unavailable<ToolResult>(var detail) ->
                                    unreachable(reads.tool().name(), detail);
                            case Reply.NotFound<ToolResult> _,
                                    Reply.Impossible<ToolResult> _,
                                    Reply.Invalid<ToolResult> _ ->
                                    ToolResult.refused("This customer has no account here.")
                                            .called();
                        });
    }

    private Future<Called> propose(Caller caller, Model.ToolCall call, Change change) {
        AccountWords words = words(caller.person(), caller.language());
        return service.quote(customer(caller.person()), change)
                .map(reply ->
                        switch (reply) {
                            case Reply.Ok<Quote>(var quote) ->
                                    new Called.Proposes(
                                            words.question(quote) + " " + words.ask(),
                                            call.name(),
                                            new TreeMap<>(call.arguments()),
                                            AccountJson.write(quote));
                            case Reply.NotFound<Quote> _ ->
                                    ToolResult.refused("This customer has no order of that number.")
                                            .called();
                            case Reply.Impossible<Quote> _ ->
                                    ToolResult.refused(
                                                    "That cannot be changed as things are; see what"
                                                            + " the tools that read tell.")
                                            .called();
                            case Reply.Invalid<Quote> _ ->
                                    ToolResult.refused("That value is not valid; ask for it again.")
                                            .called();
                            case Reply.Unavailable<Quote>(var detail) ->
                                    unreachable(call.name(), detail);
                        });
    }

    private static Future<Called> answered(ToolResult result) {
        return Future.succeededFuture(result.called());
    }

    private static Called unreachable(String tool, String detail) {
        LOG.atWarn()
                .addKeyValue("tool", tool)
                .addKeyValue("detail", detail)
                .log("Could not reach the account service");
        return new Called.Unreachable();
    }

    @Override
    public Future<Settled> settle(Caller caller, Errand errand, String key) {
        AccountWords words = words(caller.person(), caller.language());
        if (!errand.agreed()) {
            return Future.succeededFuture(new Settled.Told(words.refused()));
        }
        Optional<Quote> quote = AccountJson.read(errand.proposal().quote(), Quote.class);
        if (quote.isEmpty()) {
            unreachable(errand.proposal().tool(), "a quote that cannot be read");
            return Future.succeededFuture(new Settled.Unreachable());
        }
        return service.change(customer(caller.person()), quote.get(), key)
                .map(reply ->
                        switch (reply) {
                            case Reply.Ok<Quote>(var done) -> new Settled.Told(words.done(done));
                            case Reply.NotFound<Quote> _,
                                    Reply.Impossible<Quote> _,
                                    Reply.Invalid<Quote> _ ->
                                    new Settled.Told(words.impossible());
                            case Reply.Unavailable<Quote>(var detail) -> {
                                unreachable(errand.proposal().tool(), detail);
                                yield new Settled.Unreachable();
                            }
                        });
    }

    @Override
    public String describe(String quote, Person person, String language) {
        return AccountJson.read(quote, Quote.class)
                .map(words(person, language)::question)
                .orElse("");
    }

    private static Customer customer(Person person) {
        return new Customer(person.sub(), person.market());
    }

    private AccountWords words(Person person, String language) {
        return new AccountWords(texts, language, person.market());
    }
}
