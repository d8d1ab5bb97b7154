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
        return about(random.nextInt(1_000_000), random);
    }

    /// The same of an order of the asker's own, which is named first.
    public static String about(int order, RandomGenerator random) {
        var question = new StringBuilder(ASKED.get(random.nextInt(ASKED.size())));
        question.append(" #").append(order);
        random.ints(ORDERS - 1, 0, 1_000_000).forEach(other -> question.append(" #").append(other));
        return question.toString();
    }
}
