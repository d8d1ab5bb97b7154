package switchboard.load;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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

    private static final int WARES_NAMED = 3;
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

    /// About one order, told apart from others by the wares in it: numbers cost a gateway that
    /// looks for what is private in them more than words do.
    public static String about(int order, RandomGenerator random) {
        String wares =
                random.ints(0, WARES.size())
                        .distinct()
                        .limit(WARES_NAMED)
                        .mapToObj(WARES::get)
                        .collect(Collectors.joining(", "));
        return "%s #%d: %s".formatted(ASKED.get(random.nextInt(ASKED.size())), order, wares);
    }
}
