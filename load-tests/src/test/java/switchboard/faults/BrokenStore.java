package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.faults.Lie.Step;
import switchboard.load.Json;

/// Stores that are broken on purpose, each in one way. One of them stands before all nodes at once,
/// and lies once in a conversation.
final class BrokenStore {

    private BrokenStore() {}

    /// Says that a customer's word is stored, and forgets it.
    static Lie losesCommits() {
        return oncePerConversation(
                commit -> commit.isSaidBy("Customer") ? List.of(commit.asIfDone()) : List.of());
    }

    /// Stores a customer's word twice.
    static Lie doublesCommits() {
        return oncePerConversation(commit ->
                commit.isSaidBy("Customer")
                        ? List.of(
                                new Step.Pass(commit.words()),
                                new Step.Hidden(
                                        commit.after(commit.expected() + 1).nameless().words()))
                        : List.of());
    }

    /// Stores an answer of the assistant's as the end of another than was due.
    static Lie mistakesAnswers() {
        return oncePerConversation(commit -> {
            if (!commit.isSaidBy("Assistant")) {
                return List.of();
            }
            ObjectNode entry = commit.entries().getFirst().deepCopy();
            entry.put("turn", "t0");
            return List.of(new Step.Pass(commit.withEntry(0, entry.toString()).words()));
        });
    }

    /// Stores an agent's word as that of somebody who does not hold the conversation.
    static Lie mistakesAuthors() {
        return oncePerConversation(commit -> {
            if (!commit.isSaidBy("Agent")) {
                return List.of();
            }
            ObjectNode entry = commit.entries().getFirst().deepCopy();
            ((ObjectNode) entry.path("from")).put("seat", "somebody-else");
            return List.of(new Step.Pass(commit.withEntry(0, entry.toString()).words()));
        });
    }

    /// Assigns a conversation to a second agent right after the first.
    static Lie assignsTwice() {
        return oncePerConversation(commit -> {
            List<JsonNode> entries = commit.entries();
            if (entries.size() != 1 || !Json.type(entries.getFirst()).equals("Assigned")) {
                return List.of();
            }
            ObjectNode second = entries.getFirst().deepCopy();
            second.put("seat", "somebody-else");
            return List.of(
                    new Step.Pass(commit.words()),
                    new Step.Hidden(
                            commit.after(commit.expected() + 1)
                                    .withEntry(0, second.toString())
                                    .words()));
        });
    }

    private interface Falsifying {
        /// What becomes of a commit; nothing for the truth.
        List<Step> steps(Commit commit);
    }

    private static Lie oncePerConversation(Falsifying falsifying) {
        Set<String> told = new HashSet<>();
        return words -> {
            Commit commit = Commit.of(words).orElse(null);
            if (commit == null) {
                return Lie.pass(words);
            }
            synchronized (told) {
                if (told.contains(commit.conversation())) {
                    return Lie.pass(words);
                }
                List<Step> steps = falsifying.steps(commit);
                if (steps.isEmpty()) {
                    return Lie.pass(words);
                }
                told.add(commit.conversation());
                return steps;
            }
        };
    }

    /// Stores a customer's word after the one that follows it.
    static Lie reordersCommits() {
        Map<String, Commit> held = new HashMap<>();
        return words -> {
            Commit commit = Commit.of(words).orElse(null);
            if (commit == null) {
                return Lie.pass(words);
            }
            synchronized (held) {
                Commit first = held.remove(commit.conversation());
                if (first == null && commit.isSaidBy("Customer")) {
                    held.put(commit.conversation(), commit);
                    return List.of(commit.asIfDone());
                }
                if (first == null) {
                    return Lie.pass(words);
                }
                boolean swap = commit.isSaidBy("Customer");
                return swap
                        ? List.of(
                                new Step.Hidden(commit.after(first.expected()).words()),
                                new Step.Pass(first.after(first.expected() + 1).words()))
                        : List.of(new Step.Hidden(first.words()), new Step.Pass(words));
            }
        };
    }

    /// Takes out of what nodes write each other that a conversation has moved, and never lets one
    /// compare what it has with what there is.
    static Lie losesNotices() {
        return words -> {
            if (words.getFirst().equals("XADD") && words.get(1).startsWith("inbox:")) {
                return Lie.pass(withoutNotices(words));
            }
            boolean compares =
                    words.size() == 3
                            && words.getFirst().equals("HGET")
                            && words.get(2).equals("version");
            return compares ? List.of(Step.Answer.of("-ERR broken\r\n")) : Lie.pass(words);
        };
    }

    private static List<String> withoutNotices(List<String> words) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            boolean notice =
                    words.get(i).equals("m")
                            && i + 1 < words.size()
                            && words.get(i + 1).contains("\"type\":\"Moved\"");
            if (notice) {
                i++;
            } else {
                kept.add(words.get(i));
            }
        }
        return kept;
    }
}
