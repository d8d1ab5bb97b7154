package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.switchboard.gateway.assistant.Model.ToolCall;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The calls of a completion in the port's terms.
final class ToolCalls {
    private ToolCalls() {}

    /// Arguments that are not strings are given as their JSON; absent ones are left out.
    ///
    /// @throws io.vertx.core.json.DecodeException where the arguments are not a JSON object
    static List<ToolCall> of(List<ToolExecutionRequest> requests) {
        return requests.stream().map(ToolCalls::of).toList();
    }

    private static ToolCall of(ToolExecutionRequest request) {
        Map<String, String> arguments = new LinkedHashMap<>();
        if (!request.arguments().isBlank()) {
            for (Map.Entry<String, Object> argument : new JsonObject(request.arguments())) {
                if (argument.getValue() != null) {
                    arguments.put(argument.getKey(), argument.getValue().toString());
                }
            }
        }
        return new ToolCall(request.name(), arguments);
    }
}
