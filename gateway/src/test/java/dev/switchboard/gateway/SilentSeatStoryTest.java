package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.ConfigDir;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent who lets an offer pass.
class SilentSeatStoryTest {

    @TempDir Path data;

    @Test
    void gets_it_again_when_writing_to_somebody_shows_that_there_is_one() {
        String times = ConfigDir.with(data.resolve("config"), "offer: 1s");
        try (var gateway = TestGateway.start(data.resolve("node"), times);
                Peer ana = Peer.open(gateway.port(), "/seat", gateway.agent("ana", 2, "en"));
                Peer mia = Peer.open(gateway.port(), "/chat", gateway.customer("mia", "en"));
                Peer kim = Peer.open(gateway.port(), "/chat", gateway.customer("kim", "en"))) {
            ana.send("presence", "state", "available");
            mia.send("human", "id", "h1");
            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            String held = ana.next("assigned").getString("conversation");
            kim.send("human", "id", "h1");
            ana.next("offer");
            assertThat(ana.next("withdrawn").getString("why")).isEqualTo("timeout");

            ana.send("typing", "conversation", held);

            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            assertThat(ana.next("assigned").getString("conversation")).isNotEqualTo(held);
        }
    }
}
