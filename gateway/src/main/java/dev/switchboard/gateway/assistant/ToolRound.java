package dev.switchboard.gateway.assistant;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The calls of one completion, made one after another. A proposal ends the round, as the customer
/// has the next word.
final class ToolRound {

    /// Calls that one completion may make; what is beyond is not made.
    private static final int CALLS_MAX = 4;

    private static final String TOO_MANY = "Not called: too many calls at once.";

    private final Tools tools;
    private final Tools.Caller caller;
    private final Checks checks;
    private final List<Model.Answered> answered = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();

    /// What came of a round.
    ///
    /// @param sources what was looked up, as of [Assistant.End]
    record Done(Outcome outcome, List<String> sources) {}

    /// How it ends.
    sealed interface Outcome {
        /// The model reads what came of it.
        record GoesOn(Model.Round round) implements Outcome {}

        /// The customer is asked.
        record Asks(Tools.Called.Proposes proposal) implements Outcome {}

        /// Nobody could be asked.
        record Fails() implements Outcome {}
    }

    ToolRound(Tools tools, Tools.Caller caller, Checks checks) {
        this.tools = tools;
        this.caller = caller;
        this.checks = checks;
    }

    Future<Done> call(Model.Completion completion) {
        return next(completion, 0).map(outcome -> new Done(outcome, List.copyOf(sources)));
    }

    private Future<Outcome> next(Model.Completion completion, int at) {
        if (at == completion.toolCalls().size()) {
            return Future.succeededFuture(
                    new Outcome.GoesOn(new Model.Round(completion.text(), answered)));
        }
        Model.ToolCall call = completion.toolCalls().get(at);
        if (at >= CALLS_MAX) {
            answered.add(new Model.Answered(call, Prompts.result(call.name(), TOO_MANY)));
            return next(completion, at + 1);
        }
        return tools.call(caller, checks.restored(call))
                .compose(came -> {
                    sources.add(call.name());
                    return switch (came) {
                        case Tools.Called.Result(var text, var orders) -> {
                            orders.forEach(order -> sources.add("order:" + order));
                            answered.add(
                                    new Model.Answered(
                                            call, Prompts.result(call.name(), checks.learn(text))));
                            yield next(completion, at + 1);
                        }
                        case Tools.Called.Proposes proposal ->
                                Future.succeededFuture(new Outcome.Asks(proposal));
                        case Tools.Called.Unreachable _ ->
                                Future.succeededFuture(new Outcome.Fails());
                    };
                });
    }
}
