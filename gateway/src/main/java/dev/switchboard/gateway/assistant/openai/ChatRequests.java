package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.switchboard.gateway.assistant.Model.Answered;
import dev.switchboard.gateway.assistant.Model.Message;
import dev.switchboard.gateway.assistant.Model.Prompt;
import dev.switchboard.gateway.assistant.Model.Role;
import dev.switchboard.gateway.assistant.Model.Round;
import dev.switchboard.gateway.assistant.Model.Tool;
import dev.switchboard.gateway.assistant.Model.ToolCall;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A prompt in langchain4j's terms.
final class ChatRequests {
    private ChatRequests() {}

    static ChatRequest of(Prompt prompt, int outputTokensMax) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(prompt.system()));
        for (Message message : alternating(prompt.messages())) {
            messages.add(
                    switch (message.role()) {
                        case CUSTOMER -> UserMessage.from(message.text());
                        case ASSISTANT -> AiMessage.from(message.text());
                    });
        }
        for (int i = 0; i < prompt.rounds().size(); i++) {
            addRound(messages, i, prompt.rounds().get(i));
        }
        ChatRequest.Builder request =
                ChatRequest.builder().messages(messages).maxOutputTokens(outputTokensMax);
        if (!prompt.tools().isEmpty()) {
            request.toolSpecifications(
                    prompt.tools().stream().map(ChatRequests::specification).toList());
        }
        return request.build();
    }

    /// The API tells calls apart by ids, which the port does without.
    private static void addRound(List<ChatMessage> messages, int round, Round said) {
        List<ToolExecutionRequest> calls = new ArrayList<>();
        List<ChatMessage> results = new ArrayList<>();
        for (Answered answered : said.calls()) {
            ToolCall call = answered.call();
            String id = "call_" + round + "_" + calls.size();
            calls.add(
                    ToolExecutionRequest.builder()
                            .id(id)
                            .name(call.name())
                            .arguments(new JsonObject(new TreeMap<>(call.arguments())).encode())
                            .build());
            results.add(ToolExecutionResultMessage.from(id, call.name(), answered.result()));
        }
        messages.add(
                said.text().isBlank() ? AiMessage.from(calls) : AiMessage.from(said.text(), calls));
        messages.addAll(results);
    }

    /// Joins what one side said in a row: the chat templates of many models refuse two messages of
    /// the same role one after the other. Messages without a word are left out.
    private static List<Message> alternating(List<Message> messages) {
        List<Message> joined = new ArrayList<>();
        for (Message message : messages) {
            Role role = message.role();
            if (message.text().isBlank()) {
                continue;
            }
            if (!joined.isEmpty() && joined.getLast().role() == role) {
                String before = joined.removeLast().text();
                joined.add(new Message(role, before + "\n" + message.text()));
            } else {
                joined.add(message);
            }
        }
        return joined;
    }

    /// Parameters go in the order of their names, so that the same tool is the same bytes in every
    /// request and the server's prefix cache holds.
    private static ToolSpecification specification(Tool tool) {
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
        TreeMap<String, String> sorted = new TreeMap<>(tool.parameters());
        sorted.forEach(parameters::addStringProperty);
        parameters.required(new ArrayList<>(sorted.keySet()));
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(parameters.build())
                .build();
    }
}
