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

    private Questions() {}

    /// About so many orders that it is another one than before: the third of a kind goes to a
    /// person.
    public static String next(RandomGenerator random) {
        var question = new StringBuilder(ASKED.get(random.nextInt(ASKED.size())));
        random.ints(ORDERS, 0, 1_000_000).forEach(order -> question.append(" #").append(order));
        return question.toString();
    }
}
