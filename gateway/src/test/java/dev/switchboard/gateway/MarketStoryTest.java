package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.ConfigDir;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PoolEye;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.routing.pool.CommandId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `markets.yaml` and `routing.yaml` mean to whoever chats with a running node.
class MarketStoryTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    /// Far enough away to be closed until then, whatever the hour of the test.
    private final LocalDate opening = LocalDate.now(STOCKHOLM).plusDays(3);

    @TempDir Path data;
    private Path config;
    private EmbeddedRedis redis;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        config = data.resolve("config");
        String setting = ConfigDir.with(config);
        String day = opening.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
        Files.writeString(
                config.resolve("markets.yaml"),
                """
                markets:
                  SE:
                    time-zone: Europe/Stockholm
                    languages: [sv]
                    hours: { %s: 08:30-17:00 }
                  CH:
                    time-zone: Europe/Zurich
                    languages: [de, fr, it]
                """
                        .formatted(day.toLowerCase(Locale.ROOT)));
        redis = EmbeddedRedis.start(data);
        gateway = TestGateway.start(data.resolve("node"), redis.uri(), setting);
    }

    @AfterEach
    void stop() {
        gateway.close();
        redis.stop();
    }

    @Test
    void who_comes_out_of_hours_hears_of_the_ticket_and_the_opening_and_is_served_nevertheless() {
        try (Peer kim = customer(new JsonObject().put("market", "SE"))) {
            kim.send("human", "id", "h1");
            JsonObject said = kim.next("said");
            assertThat(said.getJsonObject("from").getString("kind")).isEqualTo("system");
            assertThat(said.getString("text"))
                    .contains(
                            "tillbaka "
                                    + DateTimeFormatter.ofPattern("EEEE d MMMM uuuu 'kl. 08:30'")
                                            .withLocale(Locale.of("sv", "SE"))
                                            .format(opening))
                    .contains("vi svarar dig skriftligt");

            try (Peer ana = Peer.open(gateway.port(), "/seat", gateway.agent("ana", 1, "sv"))) {
                ana.send("presence", "state", "available");
                ana.send("accept", "offer", ana.next("offer").getString("offer"));
                assertThat(ana.next("assigned").getJsonArray("entries").encode())
                        .as("the agent sees what was promised")
                        .contains("vi svarar dig skriftligt");
                kim.next("holder", f -> f.getString("holder").equals("agent"));
            }
            assertThat(kim.all("said")).hasSize(1);
        }
    }

    @Test
    void a_running_leader_goes_by_a_changed_time_of_offers() {
        try (var eye = new PoolEye(redis.uri());
                Peer ana = Peer.open(gateway.port(), "/seat", gateway.agent("ana", 2, "de"));
                Peer kim = customer(new JsonObject().put("market", "CH").put("sub", "kim"));
                Peer lee = customer(new JsonObject().put("market", "CH").put("sub", "lee"))) {
            ana.send("presence", "state", "available");
            kim.send("human", "id", "h1");
            assertThat(timeOf(ana.next("offer"))).isEqualTo(Duration.ofSeconds(20));

            ConfigDir.change(config.resolve("routing.yaml"), "offer: 7m");
            eye.once(pool -> pool.policy().times().offer().equals(Duration.ofMinutes(7)));

            lee.send("human", "id", "h1");
            String lees = lee.welcome().getString("conversation");
            JsonObject offer = ana.next("offer", f -> f.getString("conversation").equals(lees));
            assertThat(timeOf(offer)).isEqualTo(Duration.ofMinutes(7));
        }
    }

    /// From the command that made the offer, which its id names, to its end.
    private static Duration timeOf(JsonObject offer) {
        String id = offer.getString("offer");
        CommandId command = CommandId.parse(id.substring(0, id.lastIndexOf('-')));
        return Duration.between(command.at(), Instant.parse(offer.getString("expiresAt")));
    }

    @Test
    void who_states_no_language_is_met_in_the_one_most_spoken_in_their_market() {
        assertThat(language(new JsonObject().put("market", "SE"), "")).isEqualTo("sv");
        assertThat(language(new JsonObject().put("market", "CH"), "")).isEqualTo("de");
        assertThat(language(new JsonObject().put("market", "CH"), "fr-CH")).isEqualTo("fr");
        assertThat(language(new JsonObject().put("market", "CH").put("locale", "it"), ""))
                .isEqualTo("it");
        assertThat(language(new JsonObject().put("market", "CH").put("locale", "none!"), ""))
                .isEqualTo("de");
        assertThat(language(new JsonObject().put("market", "DK"), "")).isEqualTo("en");
        assertThat(language(new JsonObject(), "")).isEqualTo("en");
    }

    private String language(JsonObject claims, String hello) {
        var greeting = new JsonObject();
        if (!hello.isEmpty()) {
            greeting.put("locale", hello);
        }
        String token = gateway.token(claims.put("sub", "kim").put("role", "customer"));
        try (Peer peer = Peer.open(gateway.port(), "/chat", token, greeting)) {
            return peer.welcome().getString("language");
        }
    }

    private Peer customer(JsonObject claims) {
        String sub = claims.getString("sub", "kim");
        return Peer.open(
                gateway.port(),
                "/chat",
                gateway.token(claims.put("sub", sub).put("role", "customer")));
    }
}
