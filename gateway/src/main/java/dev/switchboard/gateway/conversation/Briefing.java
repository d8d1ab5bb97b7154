package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Proposal;
import dev.switchboard.routing.conversation.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an agent reads before taking a conversation: what the customer wants, what was tried, the
/// orders it is about, who the customer is. From a model's notes where there are any, and from the
/// log in any case; empty only where nothing was said.
///
/// The log has both in parts, so that each agent reads them in a language of their own. What people
/// and models said stays in theirs.
public final class Briefing {

    private static final String ORDER = "order:";
    private static final String BETWEEN = " · ";
    private static final int LAST_WORDS = 3;
    private static final int WORDS_CODE_POINTS_MAX = 280;
    private static final int CODE_POINTS_MAX = 1_500;

    private final Texts texts;
    private final String language;
    private final Described described;

    /// What a proposal is about, in words.
    public interface Described {
        /// @param language BCP 47 of the words
        String of(String quote, Person person, String language);
    }

    /// @param language BCP 47, what is written in as long as no agent is known
    public Briefing(Texts texts, String language, Described described) {
        this.texts = texts;
        this.language = Languages.primary(language);
        this.described = described;
    }

    /// What is written in as long as no agent is known, as a primary BCP 47 tag.
    String language() {
        return language;
    }

    /// What it was handed over with, and what a model has said of it since; where it came to a
    /// person in another way, what the log tells.
    ///
    /// @param languages that the reader knows, best first
    String committed(Conversation state, List<Entry> entries, List<String> languages) {
        String reads = languageFor(languages);
        Optional<Handed> handed = handed(entries);
        if (handed.isEmpty()) {
            return of(state, entries, Optional.empty(), Notes.NONE, reads);
        }
        Queued queued = handed.get().queued();
        if (queued.reason() == Reason.TRANSFER && !queued.summary().isBlank()) {
            return queued.summary();
        }
        List<Entry> told =
                queued.summary().isBlank() ? entries : entries.subList(0, handed.get().at());
        List<String> sources = queued.notes().map(Notes::sources).orElse(List.of());
        Notes notes = notes(entries).or(queued::notes).orElse(Notes.NONE).restingOn(sources);
        return of(state, told, Optional.empty(), notes, reads);
    }

    /// What a model has said of it since a person was last called, if one has.
    static Optional<Notes> notes(List<Entry> entries) {
        return sinceAssistant(entries).stream()
                .flatMap(entry ->
                        switch (entry.event()) {
                            case Briefed briefed -> Stream.of(briefed.notes());
                            case Queued queued -> queued.notes().stream();
                            default -> Stream.of();
                        })
                .filter(notes -> !notes.summary().isEmpty())
                .reduce((_, last) -> last);
    }

    /// The last time a person was called.
    ///
    /// @param at place of its entry
    private record Handed(Queued queued, int at) {}

    private static Optional<Handed> handed(List<Entry> entries) {
        int from = entries.size() - sinceAssistant(entries).size();
        for (int i = entries.size() - 1; i >= from; i--) {
            if (entries.get(i).event() instanceof Queued queued) {
                return Optional.of(new Handed(queued, i));
            }
        }
        return Optional.empty();
    }

    /// What has been since the assistant last had it, or since it was last closed.
    private static List<Entry> sinceAssistant(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).event() instanceof Returned
                    || entries.get(i).event() instanceof Reopened) {
                return entries.subList(i + 1, entries.size());
            }
        }
        return entries;
    }

    /// Where no model has said anything, and no agent is known.
    ///
    /// @param said the customer's words that are not in the log yet
    String of(Conversation state, List<Entry> entries, Optional<String> said) {
        return of(state, entries, said, Notes.NONE, language);
    }

    /// Where no agent is known.
    String of(Conversation state, List<Entry> entries, Notes notes) {
        return of(state, entries, Optional.empty(), notes, language);
    }

    private String of(
            Conversation state,
            List<Entry> entries,
            Optional<String> said,
            Notes notes,
            String language) {
        var lines = new Lines(language);
        String last = lastWords(entries, said);
        if (notes.summary().isEmpty()) {
            lines.add(Text.BRIEFING_ASKED, "words", last);
        } else {
            lines.add(notes.summary());
        }
        unsettled(state, entries, lines);
        Set<String> used = used(entries, notes.sources());
        lines.add(
                Text.BRIEFING_TRIED, "what", notes.tried().isEmpty() ? tried(used) : notes.tried());
        lines.add(Text.BRIEFING_ORDERS, "numbers", orders(used, entries, said, notes));
        lines.addOutlook(notes);
        if (!lines.all.isEmpty()) {
            lines.add(Text.BRIEFING_CUSTOMER, "facts", facts(state, lines.language));
        }
        return lines.joined();
    }

    /// What a model says by itself, in its own language.
    String of(Notes notes) {
        var lines = new Lines(notes.language());
        lines.add(notes.summary());
        lines.add(Text.BRIEFING_TRIED, "what", notes.tried());
        lines.addOutlook(notes);
        return lines.joined();
    }

    /// The first of these that there are texts in.
    private String languageFor(List<String> languages) {
        return languages.stream().filter(texts.languages()::contains).findFirst().orElse(language);
    }

    /// The lines of one briefing. Those that have nothing to say are left out.
    private final class Lines {
        private final List<String> all = new ArrayList<>();
        private final String language;

        Lines(String language) {
            this.language = texts.languageFor(language);
        }

        void add(String line) {
            if (!line.isBlank()) {
                all.add(line);
            }
        }

        void add(Text text, String name, String value) {
            if (!value.isBlank()) {
                all.add(texts.say(text, language, Map.of(name, value)).text());
            }
        }

        void addOutlook(Notes notes) {
            feeling(notes.sentiment())
                    .ifPresent(feeling -> all.add(texts.say(feeling, language).text()));
            add(Text.BRIEFING_NEXT, "what", notes.next());
        }

        String joined() {
            return cut(String.join("\n", all), CODE_POINTS_MAX);
        }
    }

    private static Optional<Text> feeling(String word) {
        return switch (word) {
            case "calm" -> Optional.of(Text.BRIEFING_CALM);
            case "worried" -> Optional.of(Text.BRIEFING_WORRIED);
            case "angry" -> Optional.of(Text.BRIEFING_ANGRY);
            default -> Optional.empty();
        };
    }

    private static String lastWords(List<Entry> entries, Optional<String> said) {
        List<String> all =
                Stream.concat(
                                words(entries, Author.Customer.class).map(String::strip),
                                said.stream())
                        .toList();
        return cut(
                all.stream()
                        .skip(Math.max(0, all.size() - LAST_WORDS))
                        .collect(Collectors.joining(BETWEEN)),
                WORDS_CODE_POINTS_MAX);
    }

    private static Stream<String> words(List<Entry> entries, Class<? extends Author> author) {
        return entries.stream()
                .map(Entry::event)
                .filter(e -> e instanceof Said s && author.isInstance(s.from()))
                .map(e -> ((Said) e).text());
    }

    /// What was shown to the customer or agreed to, and not told of since.
    private void unsettled(Conversation state, List<Entry> entries, Lines lines) {
        Optional<Proposal> agreed = Optional.empty();
        Optional<Proposal> open = Optional.empty();
        for (Entry entry : entries) {
            switch (entry.event()) {
                case ConversationEvent.Proposed p -> open = Optional.of(p.proposal());
                case ConversationEvent.Settled s -> {
                    open = Optional.empty();
                    agreed = s.agreed() ? Optional.of(s.proposal()) : Optional.empty();
                }
                case Said s when s.from() instanceof Author.Assistant && !s.interrupted() -> {
                    open = Optional.empty();
                    agreed = Optional.empty();
                }
                case Said s when s.from() instanceof Author.Customer -> open = Optional.empty();
                default -> {}
            }
        }
        Text text = agreed.isPresent() ? Text.BRIEFING_AGREED : Text.BRIEFING_PROPOSED;
        Optional<Proposal> unsettled = agreed.isPresent() ? agreed : open;
        unsettled.ifPresent(p -> lines.add(text, "what", what(p, state, lines.language)));
    }

    private String what(Proposal proposal, Conversation state, String language) {
        String what = described.of(proposal.quote(), state.person(), language);
        return what.isBlank() ? proposal.tool() : what;
    }

    private static Set<String> used(List<Entry> entries, List<String> sources) {
        var used = new LinkedHashSet<String>();
        for (Entry entry : entries) {
            if (entry.event() instanceof Said said) {
                used.addAll(said.sources());
            }
        }
        used.addAll(sources);
        return used;
    }

    private static String tried(Set<String> used) {
        return used.stream()
                .filter(source -> !source.startsWith(ORDER))
                .collect(Collectors.joining(BETWEEN));
    }

    /// Of all orders that were looked up, those that were spoken of.
    private static String orders(
            Set<String> used, List<Entry> entries, Optional<String> said, Notes notes) {
        String spoken =
                Stream.concat(
                                words(entries, Author.class),
                                Stream.of(said.orElse(""), notes.summary(), notes.next()))
                        .collect(Collectors.joining("\n"));
        return used.stream()
                .filter(source -> source.startsWith(ORDER))
                .map(source -> source.substring(ORDER.length()))
                .filter(spoken::contains)
                .collect(Collectors.joining(BETWEEN));
    }

    private static String facts(Conversation state, String language) {
        Person person = state.person();
        String spoken =
                Locale.forLanguageTag(state.language())
                        .getDisplayLanguage(Locale.forLanguageTag(language));
        return Stream.of(person.name(), person.market(), Optional.of(spoken))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(BETWEEN));
    }

    private static String cut(String text, int codePointsMax) {
        return text.codePointCount(0, text.length()) <= codePointsMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePointsMax)) + "…";
    }
}
