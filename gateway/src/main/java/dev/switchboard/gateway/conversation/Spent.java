package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import java.util.List;

/// What the assistant has cost a conversation so far, counted from its log: no node has to remember
/// it, and none that takes a conversation over begins anew. Of a log longer than [#entriesMax] it
/// may be less than all, and is beyond the bound all the same.
///
/// @param turns answers of the assistant
/// @param tokens that its model read and wrote for them, more or less
record Spent(int turns, long tokens) {

    /// The prompts, the passages and the tools of one answer.
    private static final int TOKENS_OF_PROMPT = 2_000;

    private static final int CHARS_PER_TOKEN = 4;

    /// Entries to be read to know it; a conversation that has more is over its bound.
    static int entriesMax(GatewayConfig.Assistant limits) {
        return Math.max(limits.historyEntriesMax(), 4 * limits.turnsMax());
    }

    /// @param entries oldest first
    static Spent of(List<Entry> entries, GatewayConfig.Assistant limits) {
        Spent spent = new Spent(0, 0);
        for (int i = 0; i < entries.size(); i++) {
            int from = Math.max(0, i - limits.historyEntriesMax());
            spent = spent.and(entries.subList(from, i + 1));
        }
        return spent;
    }

    /// And what the last of these entries cost, where it is an answer.
    ///
    /// @param read it and what the model read before it, oldest first
    Spent and(List<Entry> read) {
        if (!(read.getLast().event() instanceof Said answer)
                || !(answer.from() instanceof Author.Assistant)) {
            return this;
        }
        long added = TOKENS_OF_PROMPT;
        for (Entry entry : read) {
            added += entry.event() instanceof Said s ? s.text().length() / CHARS_PER_TOKEN : 0;
        }
        return new Spent(turns + 1, tokens + added);
    }

    /// Whether a person has to go on.
    boolean isBeyond(GatewayConfig.Assistant limits) {
        return turns >= limits.turnsMax() || tokens >= limits.costMax();
    }
}
