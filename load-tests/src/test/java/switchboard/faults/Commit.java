package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import switchboard.load.Json;

/// A commit to a conversation's log as a node sends it to Redis: a script's four keys and its
/// arguments.
record Commit(List<String> words) {

    private static final int KEYS_AT = 2;
    private static final int CONVERSATION_AT = 3;
    private static final int EXPECTED_AT = 7;
    private static final int MESSAGE_AT = 9;
    private static final int NODE_AT = 11;
    private static final int FROM_AT = 13;
    private static final int ENTRIES_AT = 15;

    /// What this command commits, if it does.
    static Optional<Commit> of(List<String> words) {
        boolean script = words.size() > NODE_AT && words.getFirst().startsWith("EVAL");
        return script
                        && words.get(KEYS_AT).equals("4")
                        && words.get(CONVERSATION_AT).startsWith("{c:")
                ? Optional.of(new Commit(words))
                : Optional.empty();
    }

    String conversation() {
        return words.get(CONVERSATION_AT);
    }

    /// The version it goes on from.
    long expected() {
        return Long.parseLong(words.get(EXPECTED_AT));
    }

    List<JsonNode> entries() {
        return words.subList(ENTRIES_AT, words.size()).stream().map(Json::read).toList();
    }

    /// Whether it is nothing but a word of this author's: `Customer`, `Assistant`, `Agent`.
    boolean isSaidBy(String author) {
        List<JsonNode> entries = entries();
        return entries.size() == 1
                && Json.type(entries.getFirst()).equals("Said")
                && !entries.getFirst().path("interrupted").asBoolean()
                && Json.type(entries.getFirst().path("from")).equals(author);
    }

    Commit after(long expected) {
        String version = Long.toString(expected);
        return with(EXPECTED_AT, version).with(FROM_AT, version);
    }

    /// The same under no message's name, so that nobody remembers it.
    Commit nameless() {
        return with(MESSAGE_AT, "");
    }

    Commit withEntry(int index, String json) {
        return with(ENTRIES_AT + index, json);
    }

    private Commit with(int at, String word) {
        var changed = new ArrayList<>(words);
        changed.set(at, word);
        return new Commit(changed);
    }

    /// What Redis would say had it done this.
    Lie.Step.Answer asIfDone() {
        long version = expected() + entries().size();
        String node = words.get(NODE_AT);
        return node.isEmpty()
                ? Lie.Step.Answer.of("*2\r\n:0\r\n:" + version + "\r\n")
                : Lie.Step.Answer.of(
                        "*3\r\n:0\r\n:%d\r\n$%d\r\n%s\r\n".formatted(version, node.length(), node));
    }
}
