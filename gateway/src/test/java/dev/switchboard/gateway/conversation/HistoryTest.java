package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.kit.Content;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.*;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who is given which part of the log.
class HistoryTest {

    private static final Voice VOICE = new Voice(Content.texts(), "en");

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Author.Agent ANA = new Author.Agent("ana", "Ana");
    private static final Author.Agent EVE = new Author.Agent("eve", "Eve");

    private static final Holder BOT = new Holder.Assistant();

    private static final List<Entry> LOG =
            log(
                    said(new Author.Customer(), "Where is my parcel?"),
                    new Assigned(NOON, 2, "ana", "Ana", Reason.DIRECT_REQUEST, List.of()),
                    new Noted(NOON, Optional.empty(), ANA, "looks like fraud"),
                    new Whispered(NOON, Optional.empty(), EVE, 2, "offer shipping"),
                    said(ANA, "It comes on Monday"),
                    new Returned(NOON, 3),
                    said(new Author.Customer(), "And the second one?"));

    @Test
    void back_with_the_assistant_the_model_knows_what_the_agent_said() {
        assertThat(History.of(LOG))
                .extracting(Model.Message::text)
                .containsExactly(
                        "Where is my parcel?",
                        "[Ana, a colleague, wrote:] It comes on Monday",
                        "And the second one?");
    }

    @Test
    void the_model_does_not_take_the_gateways_words_for_its_own() {
        List<Entry> log =
                log(
                        said(new Author.Customer(), "Where is my parcel?"),
                        said(new Author.Gateway(), "Our team is not at work"));

        assertThat(History.of(log))
                .containsExactly(new Model.Message(Model.Role.CUSTOMER, "Where is my parcel?"));
    }

    @Test
    void the_customer_is_replayed_neither_notes_nor_whispers() {
        assertThat(LOG.stream().flatMap(e -> Told.customer(e, VOICE).stream()))
                .noneMatch(ServerFrame.Note.class::isInstance)
                .hasSize(5);
    }

    @Test
    void a_whisper_is_in_the_transcript_of_its_own_epoch_only() {
        assertThat(whispers(Told.transcript(LOG, "c-1", 2, BOT))).containsExactly("offer shipping");
        assertThat(whispers(Told.transcript(LOG, "c-1", 4, BOT))).isEmpty();
        assertThat(whispers(Told.transcript(LOG, "c-1", BOT)))
                .as("to who watches")
                .containsExactly("offer shipping");
        assertThat(Told.transcript(LOG, "c-1", 4, BOT)).hasSize(4);
    }

    @Test
    void of_what_was_translated_each_side_and_the_model_read_their_own() {
        List<Entry> log =
                log(
                        translated(new Author.Customer(), "Hej", "sv", "Hallo", "de"),
                        translated(ANA, "Guten Tag", "de", "God dag", "sv"));
        var german = ana("de");
        assertThat(read(Told.transcript(log, "c-1", german))).containsExactly("Hallo", "Guten Tag");
        assertThat(log.stream().flatMap(e -> Told.customer(e, VOICE).stream()))
                .extracting(f -> ((ServerFrame.Said) f).text())
                .containsExactly("Hej", "God dag");
        assertThat(History.of(log))
                .extracting(Model.Message::text)
                .containsExactly("Hej", "[Ana, a colleague, wrote:] God dag");
        assertThat(read(Told.transcript(log, "c-1", ana("sv")))).containsExactly("Hej", "God dag");
        assertThat(read(Told.transcript(log, "c-1", ana("pl"))))
                .containsExactly("Hallo", "Guten Tag");
        assertThat(read(Told.transcript(log, "c-1", BOT))).containsExactly("Hallo", "Guten Tag");
    }

    private static Holder ana(String language) {
        return new Holder.Agent("ana", "Ana", Reason.DISPUTE, NOON, List.of(language));
    }

    private static List<String> read(List<ServerFrame> transcript) {
        return transcript.stream().map(f -> ((ServerFrame.Said) f).text()).toList();
    }

    private static ConversationEvent translated(
            Author from, String text, String language, String translation, String into) {
        return new Said(
                NOON,
                Optional.empty(),
                from,
                text,
                language,
                Optional.empty(),
                false,
                0,
                List.of(),
                Optional.of(new Translation(into, translation)));
    }

    private static List<String> whispers(List<ServerFrame> transcript) {
        return transcript.stream()
                .filter(f -> f instanceof ServerFrame.Note n && n.whisper())
                .map(f -> ((ServerFrame.Note) f).text())
                .toList();
    }

    private static ConversationEvent said(Author from, String text) {
        return new Said(
                NOON, Optional.empty(), from, text, "en", Optional.empty(), false, 0, List.of());
    }

    private static List<Entry> log(ConversationEvent... events) {
        return IntStream.range(0, events.length)
                .mapToObj(i -> new Entry(i + 1, events[i]))
                .toList();
    }
}
