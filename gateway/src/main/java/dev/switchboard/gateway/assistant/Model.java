package dev.switchboard.gateway.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The model that writes answers. Called on an event loop; every callback comes back on that loop.
public interface Model {

    /// Starts one answer. Exactly one of [Listener#completed] and [Listener#failed] ends it, unless
    /// it is cancelled first, after which nothing more is called.
    Answering answer(Prompt prompt, Listener listener);

    /// @param system the rules, the passages and the facts
    /// @param messages what was said, oldest first; the last one is the customer's
    /// @param tools what the model may call instead of, or after, writing
    /// @param rounds what it has written and called since then, and what came of it
    record Prompt(String system, List<Message> messages, List<Tool> tools, List<Round> rounds) {
        public Prompt {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
            rounds = List.copyOf(rounds);
        }

        /// The first request of an answer.
        public Prompt(String system, List<Message> messages, List<Tool> tools) {
            this(system, messages, tools, List.of());
        }

        /// With these tools before those it has.
        Prompt offering(List<Tool> more) {
            var all = new ArrayList<>(more);
            all.addAll(tools);
            return new Prompt(system, messages, all, rounds);
        }

        /// The request that follows a round.
        Prompt after(Round round) {
            var all = new ArrayList<>(rounds);
            all.add(round);
            return new Prompt(system, messages, tools, all);
        }
    }

    /// One completion that called tools.
    ///
    /// @param text what it wrote besides; may be empty
    /// @param calls in the order in which it made them
    record Round(String text, List<Answered> calls) {
        public Round {
            calls = List.copyOf(calls);
        }
    }

    /// A call and what came of it, as the model is to read it.
    record Answered(ToolCall call, String result) {}

    /// One entry of the conversation as the model sees it.
    record Message(Role role, String text) {}

    /// Who said it, in the model's terms.
    enum Role {
        CUSTOMER,
        ASSISTANT
    }

    /// @param parameters name to description; all are required strings
    record Tool(String name, String description, Map<String, String> parameters) {
        public Tool {
            parameters = Map.copyOf(parameters);
        }
    }

    /// A call the model made.
    record ToolCall(String name, Map<String, String> arguments) {
        public ToolCall {
            arguments = Map.copyOf(arguments);
        }
    }

    /// The end of an answer.
    ///
    /// @param text all of it, equal to the pieces joined
    record Completion(String text, List<ToolCall> toolCalls) {
        public Completion {
            toolCalls = List.copyOf(toolCalls);
        }
    }

    /// Why there is no answer, or no end to one.
    ///
    /// @param kind a stable word for metrics and logs
    /// @param detail for the operator's log; never a customer's words
    record Failure(Kind kind, String detail) {
        /// What went wrong.
        public enum Kind {
            UNREACHABLE,
            TIMEOUT,
            REFUSED,
            OVERLOADED,
            BROKEN_STREAM,
            BAD_RESPONSE
        }
    }

    /// What an answer tells.
    interface Listener {
        /// The next piece, never empty.
        void text(String piece);

        /// The answer is whole.
        void completed(Completion completion);

        /// There will be no more of it.
        void failed(Failure failure);
    }

    /// An answer being written.
    interface Answering {
        /// Stops reading from the model's connection until [#resume], so that TCP holds it back.
        void pause();

        /// Reads on.
        void resume();

        /// Ends the answer and closes the upstream request. Idempotent.
        void cancel();
    }
}
