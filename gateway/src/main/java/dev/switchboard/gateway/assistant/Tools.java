package dev.switchboard.gateway.assistant;

import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.util.List;
import java.util.SortedMap;

/// What the assistant can look up and change for a customer. The customer is always named by the
/// gateway; no tool can be told of another. No future fails.
public interface Tools {

    /// For whom, and in which language results are put.
    ///
    /// @param language BCP 47
    record Caller(Person person, String language) {}

    /// Loads what the first call would wait for. Blocks.
    void warmUp();

    /// Those that this customer's market has, always in the same order.
    List<Model.Tool> offered(Caller caller);

    /// Answers a call of the model's. What looks something up does so; what would change something
    /// is only worked out.
    Future<Called> call(Caller caller, Model.ToolCall call);

    /// What came of a call.
    sealed interface Called {
        /// Something for the model to read.
        ///
        /// @param text plain, not yet escaped
        /// @param orders whose numbers stand in it
        record Result(String text, List<String> orders) implements Called {
            public Result {
                orders = List.copyOf(orders);
            }
        }

        /// A change that the customer can be asked about.
        ///
        /// @param question for the customer, which a yes or a no answers
        /// @param arguments of the tool, like the quote as the proposal keeps them
        record Proposes(
                String question, String tool, SortedMap<String, String> arguments, String quote)
                implements Called {}

        /// Nobody could be asked.
        record Unreachable() implements Called {}
    }

    /// Makes the change that a customer has agreed to, or says that it is not made.
    ///
    /// @param key makes it once, however often it is asked for
    Future<Settled> settle(Caller caller, Errand errand, String key);

    /// What came of it.
    sealed interface Settled {
        /// It is settled, and the customer is told so.
        record Told(String text) implements Settled {}

        /// Nobody could be asked; whether it was made is unknown.
        record Unreachable() implements Settled {}
    }

    /// What a proposal is about, in words.
    ///
    /// @param language BCP 47
    String describe(String quote, Person person, String language);
}
