package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.embedded.EmbeddedModelPrompt.Source;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tool the embedded model calls. It goes by the article that search found first, which says
/// in any language what the question is about, and by whether the question is about something of
/// the customer's own.
final class EmbeddedModelTools {
    private static final Pattern ORDER = Pattern.compile("\\bLM-\\d{6}\\b");

    /// An address, or what stands for one that the gateway keeps to itself.
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>]+@[^\\s@<>]+\\.\\p{L}{2,}|\\[email-\\d+]");

    private static final Pattern PAYMENTS = Pattern.compile("(?<![\\w-])([124])(?![\\w-])");

    /// What an article is about, by its name, as the tool that reads it on an account.
    private static final Map<String, String> READS =
            Map.ofEntries(
                    Map.entry("parcel-missing", "orders"),
                    Map.entry("delivery", "orders"),
                    Map.entry("cancel-order", "orders"),
                    Map.entry("refund-delayed", "returns"),
                    Map.entry("refunds", "returns"),
                    Map.entry("returns", "returns"),
                    Map.entry("declined-purchase", "declined_purchases"),
                    Map.entry("extend-due-date", "payments"),
                    Map.entry("pay-later", "payments"),
                    Map.entry("split-payment", "payments"),
                    Map.entry("invoice-not-received", "payments"),
                    Map.entry("change-details", "profile"));

    private EmbeddedModelTools() {}

    /// The next call, if there is one to make before the answer.
    ///
    /// @param offered names of the tools
    static Optional<EmbeddedModelReply.Call> next(
            EmbeddedModelPrompt prompt, List<String> offered) {
        return wanted(prompt).filter(call -> offered.contains(call.tool()));
    }

    private static Optional<EmbeddedModelReply.Call> wanted(EmbeddedModelPrompt prompt) {
        String topic = topic(prompt);
        Optional<String> order = first(ORDER, prompt.question());
        boolean own =
                order.isPresent() || EmbeddedModelOwn.is(prompt.question(), prompt.language());
        if (!own) {
            return Optional.empty();
        }
        Optional<Source> result = prompt.results().stream().reduce((_, last) -> last);
        if (result.isPresent()) {
            return topic.equals("extend-due-date")
                    ? order.or(() -> extendable(result.get()))
                            .map(number -> call("extend_due_date", "order", number))
                    : Optional.empty();
        }
        return change(topic, prompt.question(), order)
                .or(() ->
                        Optional.ofNullable(READS.get(topic))
                                .or(() -> order.map(_ -> "orders"))
                                .map(tool -> new EmbeddedModelReply.Call(tool, "{}")));
    }

    /// A change for which the question says all that is needed.
    private static Optional<EmbeddedModelReply.Call> change(
            String topic, String question, Optional<String> order) {
        return switch (topic) {
            case "split-payment" ->
                    order.flatMap(number ->
                            first(PAYMENTS, ORDER.matcher(question).replaceAll(" "))
                                    .map(count ->
                                            call(
                                                    "change_plan",
                                                    "order",
                                                    number,
                                                    "payments",
                                                    count)));
            case "returns" -> order.map(number -> call("report_return", "order", number));
            case "change-details" ->
                    first(EMAIL, question)
                            .map(value -> call("change_profile", "field", "email", "value", value));
            default -> Optional.empty();
        };
    }

    private static String topic(EmbeddedModelPrompt prompt) {
        return prompt.passages().isEmpty()
                ? ""
                : prompt.passages().getFirst().id().split("#", 2)[0];
    }

    /// The first order in a result whose due date can be moved.
    private static Optional<String> extendable(Source result) {
        try {
            JsonArray payments =
                    new JsonObject(result.data()).getJsonArray("payments", new JsonArray());
            for (int i = 0; i < payments.size(); i++) {
                JsonObject payment = payments.getJsonObject(i);
                if (payment.containsKey("extension")) {
                    return Optional.of(payment.getString("order"));
                }
            }
        } catch (DecodeException | ClassCastException noPayments) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    private static EmbeddedModelReply.Call call(String tool, String... arguments) {
        var json = new JsonObject();
        for (int i = 0; i < arguments.length; i += 2) {
            json.put(arguments[i], arguments[i + 1]);
        }
        return new EmbeddedModelReply.Call(tool, json.encode());
    }
}
