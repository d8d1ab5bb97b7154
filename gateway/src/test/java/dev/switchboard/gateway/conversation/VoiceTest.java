package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Content;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");

    private final Voice swedish = new Voice(Content.texts(), "sv");

    @Test
    void silence_that_ended_a_conversation_is_put_otherwise_than_an_end() {
        assertThat(swedish.change(closed(Reason.ENDED))).hasValue("Samtalet är avslutat.");
        assertThat(swedish.change(closed(Reason.IDLE)).orElseThrow()).contains("tyst en stund");
    }

    @Test
    void a_seat_is_told_without_words() {
        var entry = new Entry(9, closed(Reason.ENDED));

        assertThat(texts(Told.customer(entry, swedish))).containsExactly("Samtalet är avslutat.");
        assertThat(texts(Told.seat(entry, "c-1", new Holder.Assistant()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 30 | Du står först i kön. Det dröjer ungefär 1 minut.",
                "61 | 119 | Du står först i kön. Det dröjer ungefär 2 minuter.",
                "60 | 150 | Du står först i kön. Det dröjer mellan 1 och 3 minuter.",
            })
    void minutes_are_rounded_up(int low, int high, String text) {
        var queue = new ServerFrame.Queue(1, Optional.of(new ServerFrame.Wait(low, high)));

        assertThat(swedish.word(queue).text()).hasValue(text);
    }

    @Test
    void a_place_without_an_estimate_is_a_place() {
        assertThat(swedish.word(new ServerFrame.Queue(4, Optional.empty())).text())
                .hasValue("Du har plats nummer 4 i kön.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "too-many | Det gick lite fort. Vänta 2 sekunder.",
                "bad-frame | Det gick inte. Försök igen.",
            })
    void an_error_says_what_the_customer_can_do(String code, String text) {
        ServerFrame frame =
                new ServerFrame.Error(code, "for developers", Optional.empty(), OptionalInt.of(2));

        assertThat(((ServerFrame.Error) swedish.word(frame)).text()).hasValue(text);
    }

    @Test
    void a_goodbye_without_words_of_its_own_has_none() {
        var restarting = new ServerFrame.Goodbye("restarting", 5);
        var lost = new ServerFrame.Goodbye("history-lost", 5);

        assertThat(((ServerFrame.Goodbye) swedish.word(restarting)).text()).isPresent();
        assertThat(swedish.word(lost)).isEqualTo(lost);
        assertThat(swedish.word(new ServerFrame.Pong())).isEqualTo(new ServerFrame.Pong());
    }

    private static Closed closed(Reason reason) {
        return new Closed(AT, Optional.empty(), 3, reason, Optional.empty(), List.of());
    }

    private static List<String> texts(List<ServerFrame> frames) {
        return frames.stream()
                .flatMap(frame ->
                        frame instanceof ServerFrame.HolderChanged holder
                                ? holder.text().stream()
                                : Stream.empty())
                .toList();
    }
}
