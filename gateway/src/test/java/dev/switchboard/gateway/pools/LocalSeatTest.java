package dev.switchboard.gateway.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a seat hears of offers, from one leader or two.
class LocalSeatTest {

    private static final String OFFER = "1700000000005-1-0";
    private static final CommandId BEFORE = new CommandId(1_700_000_000_005L, 0);
    private static final CommandId THEN = new CommandId(1_700_000_000_005L, 1);

    private final Shown shown = new Shown();
    private final LocalSeat seat =
            new LocalSeat(
                    shown,
                    new Profile(
                            "Ada",
                            new TreeMap<>(),
                            new TreeMap<>(),
                            1,
                            List.of(),
                            Optional.empty()));

    private static final class Shown implements SeatPeer {
        private final List<String> log = new ArrayList<>();

        @Override
        public String seat() {
            return "ada";
        }

        @Override
        public String connection() {
            return "c";
        }

        @Override
        public void seated(String state, List<String> conversations) {}

        @Override
        public void offered(PoolEffect.Offer offer) {
            log.add("offered " + offer.offer());
        }

        @Override
        public void withdrawn(String offer, Withdrawal why) {
            log.add("withdrawn " + offer + " " + why);
        }

        @Override
        public void neverAsked() {}

        @Override
        public void refused(String offer) {}

        @Override
        public void assigned(String conversation) {}

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public void replaced() {}
    }

    private void offered() {
        seat.offered(
                new PoolEffect.Offer(
                        "ada",
                        OFFER,
                        "c-1",
                        1,
                        Reason.DIRECT_REQUEST,
                        "en",
                        "",
                        false,
                        Instant.EPOCH,
                        Instant.EPOCH));
    }

    private void seated(Optional<CommandId> asOf) {
        seat.seated("available", List.of(), List.of(), asOf);
    }

    @Test
    void a_leader_that_is_behind_takes_no_offer_back_that_it_has_yet_to_make() {
        offered();
        seated(Optional.of(BEFORE));
        offered();
        assertThat(shown.log).containsExactly("offered " + OFFER);
    }

    @Test
    void an_offer_that_no_leader_knows_any_more_is_taken_back() {
        offered();
        seated(Optional.of(THEN));
        offered();
        assertThat(shown.log)
                .containsExactly("offered " + OFFER, "withdrawn " + OFFER + " RESCINDED");
    }

    @Test
    void who_does_not_say_how_far_it_has_come_is_believed() {
        offered();
        seated(Optional.empty());
        assertThat(shown.log).hasSize(2);
    }
}
