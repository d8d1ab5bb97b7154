package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Stage;
import org.junit.jupiter.api.Test;

/// What a node of an older version has written is read by a newer one.
class StoredJsonTest {

    @Test
    void words_from_before_there_were_translations_have_none() {
        var said =
                (Said)
                        RedisConversations.JSON.read(
                                """
                                {"type":"Said","at":"2026-11-23T12:00:00Z","from":{"type":"Agent",
                                "seat":"ana","name":"Ana"},"text":"Hallo","language":"de",
                                "interrupted":false,"covers":0,"sources":[]}
                                """,
                                ConversationEvent.class);
        assertThat(said.text()).isEqualTo("Hallo");
        assertThat(said.translation()).isEmpty();
    }

    @Test
    void an_agent_of_whom_no_languages_were_written_down_reads_all() {
        var assigned =
                (Assigned)
                        RedisConversations.JSON.read(
                                """
                                {"type":"Assigned","at":"2026-11-23T12:00:00Z","epoch":2,
                                "seat":"ana","name":"Ana","reason":"DISPUTE"}
                                """,
                                ConversationEvent.class);
        var held =
                (Holder.Agent)
                        RedisConversations.JSON.read(
                                """
                                {"type":"Agent","seat":"ana","name":"Ana","reason":"DISPUTE",
                                "waitingSince":"2026-11-23T12:00:00Z"}
                                """,
                                Holder.class);
        assertThat(assigned.languages()).isEmpty();
        assertThat(held.languages()).isEmpty();
        assertThat(held.reads("sv")).isTrue();
    }

    @Test
    void
            a_pool_from_before_knows_the_best_language_of_a_seat_and_no_languages_of_an_accepted_offer() {
        Profile profile =
                PoolCodec.JSON.read(
                        """
                        {"name":"Ana","languages":{"en":3,"sv":5,"de":5},"skills":{},"capacity":1,
                        "markets":[]}
                        """,
                        Profile.class);
        var accepted =
                (Stage.Accepted)
                        PoolCodec.JSON.read(
                                """
                                {"type":"Accepted","seat":"ana","name":"Ana","offer":"1-0-0",
                                "translation":true}
                                """,
                                Stage.class);
        assertThat(profile.spoken()).containsExactly("de", "en", "sv");
        assertThat(accepted.translation()).isTrue();
        assertThat(accepted.languages()).isEmpty();
    }
}
