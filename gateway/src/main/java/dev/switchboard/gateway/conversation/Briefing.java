package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant.Notes;
import dev.switchboard.gateway.assistant.BriefingWords;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an agent reads before taking a conversation: what the customer wants, what was tried, the
/// orders it is about, who the customer is. From a model's notes where there are any, and from the
/// log in any case; empty only where nothing was said.
public final class Briefing {

    private static final String ORDER = "order:";
    private static final String BETWEEN = " · ";
    private static final int LAST_WORDS = 3;
    private static final int WORDS_CODE_POINTS_MAX = 280;
    private static final int CODE_POINTS_MAX = 1_500;

    private final BriefingWords words;
    private final Locale locale;
    private final Described described;

    /// What a proposal is about, in words.
    public interface Described {
        /// @param language BCP 47 of the words
        String of(String quote, Person person, String language);
    }

    /// @param language BCP 47, what the agents read; `words` are in it
    public Briefing(BriefingWords words, String language, Described described) {
        this.words = words;
        this.locale = Locale.forLanguageTag(language);
        this.described = described;
    }

    /// What was committed when it was handed over; where there was nothing, what the log tells.
    String committed(Conversation state, List<Entry> entries) {
        return entries.reversed().stream()
                .map(Entry::event)
                .filter(Queued.class::isInstance)
                .map(event -> ((Queued) event).summary())
                .findFirst()
                .filter(summary -> !summary.isBlank())
                .orElseGet(() -> of(state, entries, Optional.empty()));
    }

    /// Where no model has said anything.
    ///
    /// @param said the customer's words that are not in the log yet
    String of(Conversation state, List<Entry> entries, Optional<String> said) {
        return of(state, entries, said, new Notes("", "", "", ""), List.of());
    }

    /// @param sources of the answer that ends in the handoff
    String of(Conversation state, List<Entry> entries, Notes notes, List<String> sources) {
        return of(state, entries, Optional.empty(), notes, sources);
    }

    private String of(
            Conversation state,
            List<Entry> entries,
            Optional<String> said,
            Notes notes,
            List<String> sources) {
        var lines = new ArrayList<String>();
        String last = lastWords(entries, said);
        if (!notes.summary().isBlank()) {
            lines.add(notes.summary().strip());
        } else if (!last.isEmpty()) {
            lines.add(words.asked().replace("{words}", last));
        }
        unsettled(state, entries).ifPresent(lines::add);
        Set<String> used = used(entries, sources);
        String tried = notes.tried().isBlank() ? tried(used) : notes.tried().strip();
        add(lines, words.tried(), "{what}", tried);
        add(lines, words.orders(), "{numbers}", orders(used, entries, said, notes));
        words.feeling().of(notes.sentiment()).ifPresent(lines::add);
        add(lines, words.next(), "{what}", notes.next().strip());
        if (!lines.isEmpty()) {
            lines.add(words.customer().replace("{facts}", facts(state)));
        }
        return cut(String.join("\n", lines), CODE_POINTS_MAX);
    }

    private static void add(List<String> lines, String line, String braces, String value) {
        if (!value.isBlank()) {
            lines.add(line.replace(braces, value));
        }
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
    private Optional<String> unsettled(Conversation state, List<Entry> entries) {
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
        Optional<String> unsure = agreed.map(p -> line(words.agreed(), p, state));
        return unsure.isPresent() ? unsure : open.map(p -> line(words.proposed(), p, state));
    }

    private String line(String line, Proposal proposal, Conversation state) {
        String what = described.of(proposal.quote(), state.person(), locale.toLanguageTag());
        return line.replace("{what}", what.isBlank() ? proposal.tool() : what);
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

    private String facts(Conversation state) {
        Person person = state.person();
        String language = Locale.forLanguageTag(state.language()).getDisplayLanguage(locale);
        return Stream.of(person.name(), person.market(), Optional.of(language))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(BETWEEN));
    }

    private static String cut(String text, int codePointsMax) {
        return text.codePointCount(0, text.length()) <= codePointsMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePointsMax)) + "…";
    }
}
