package dev.switchboard.gateway.account;

import dev.switchboard.gateway.assistant.Tools.Called;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a tool returns: one JSON, and below it the same in sentences that can be said as they are.
///
/// @param orders whose numbers stand in it
record ToolResult(String text, List<String> orders) {

    private static final int BYTES_MAX = 8 << 10;

    ToolResult {
        orders = List.copyOf(orders);
    }

    /// Of a list, as much as fits from its beginning.
    ///
    /// @param json what the list is sent in
    /// @param sentences of one item
    /// @param order the number of an item's order
    /// @param nothing where the list is empty
    static <T> ToolResult of(
            List<T> items,
            Function<List<T>, Object> json,
            Function<T, List<String>> sentences,
            Function<T, List<String>> order,
            String nothing) {
        int count = items.size();
        while (true) {
            List<T> some = items.subList(0, count);
            String text = text(some, json, sentences, nothing);
            if (count == 0 || text.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX) {
                return new ToolResult(
                        text, some.stream().flatMap(item -> order.apply(item).stream()).toList());
            }
            count--;
        }
    }

    private static <T> String text(
            List<T> items,
            Function<List<T>, Object> json,
            Function<T, List<String>> sentences,
            String nothing) {
        List<String> said =
                items.isEmpty()
                        ? List.of(nothing)
                        : items.stream().flatMap(item -> sentences.apply(item).stream()).toList();
        return AccountJson.write(json.apply(items)) + "\n" + String.join("\n", said);
    }

    /// Of one thing.
    static ToolResult of(Object json, String sentence) {
        return new ToolResult(AccountJson.write(json) + "\n" + sentence, List.of());
    }

    /// Nothing was looked up.
    ///
    /// @param why for the model
    static ToolResult refused(String why) {
        return new ToolResult(AccountJson.write(Map.of("error", why)), List.of());
    }

    Called called() {
        return new Called.Result(text, orders);
    }
}
