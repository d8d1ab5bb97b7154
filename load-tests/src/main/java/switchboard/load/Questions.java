package switchboard.load;

import java.util.List;
import java.util.random.RandomGenerator;

/// What customers ask the assistant: things that the help centre answers and no account is needed
/// for.
public final class Questions {

    private static final int ORDERS = 4;
    private static final List<String> ASKED =
            List.of(
                    "How do refunds work?",
                    "How do I extend the due date?",
                    "How can I return an item I bought?",
                    "What fees and interest do I pay?");

    private static final int WARES_NAMED = 4;
    private static final List<String> WARES =
            List.of(
                    "linen jacket",
                    "oak table",
                    "wool scarf",
                    "floor lamp",
                    "tea kettle",
                    "cotton shirt",
                    "garden chair",
                    "running shoes",
                    "denim skirt",
                    "leather belt",
                    "beach towel",
                    "winter gloves",
                    "bread knife",
                    "kitchen scale",
                    "hammock",
                    "suitcase",
                    "umbrella",
                    "bookshelf",
                    "sandals",
                    "sweater");

    private Questions() {}

    /// About so many orders that it is another one than before: the third of a kind goes to a
    /// person.
    public static String next(RandomGenerator random) {
        var question = new StringBuilder(ASKED.get(random.nextInt(ASKED.size())));
        random.ints(ORDERS, 0, 1_000_000).forEach(order -> question.append(" #").append(order));
        return question.toString();
    }

    /// Question `number` of many about one order, told apart by the wares in them: numbers cost a
    /// gateway that looks for what is private in them more than words do. Of as many in a row as a
    /// gateway may remember, no three are alike.
    public static String about(int order, int number) {
        int ware = number * WARES_NAMED % WARES.size();
        return "%s #%d: %s"
                .formatted(
                        ASKED.get(number % ASKED.size()),
                        order,
                        String.join(", ", WARES.subList(ware, ware + WARES_NAMED)));
    }
}
