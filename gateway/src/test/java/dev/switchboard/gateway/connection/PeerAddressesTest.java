package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.Subnets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From which address a peer comes.
class PeerAddressesTest {

    private static final PeerAddresses NOBODY_TRUSTED = new PeerAddresses(Optional.empty());
    private static final PeerAddresses TRUSTING =
            new PeerAddresses(Subnets.of("10.0.0.0/8, fd00::/8"));

    private static long tcp(String address) {
        return NOBODY_TRUSTED.of(address, List.of());
    }

    @Test
    void a_header_from_somebody_who_is_not_trusted_is_not_read() {
        assertThat(NOBODY_TRUSTED.of("192.0.2.1", List.of("203.0.113.7")))
                .isEqualTo(tcp("192.0.2.1"));
        assertThat(TRUSTING.of("192.0.2.1", List.of("203.0.113.7"))).isEqualTo(tcp("192.0.2.1"));
    }

    @Test
    void a_trusted_proxy_names_the_peer() {
        assertThat(TRUSTING.of("10.1.2.3", List.of("203.0.113.7"))).isEqualTo(tcp("203.0.113.7"));
        assertThat(TRUSTING.of("fd00::1", List.of("203.0.113.7:4711")))
                .isEqualTo(tcp("203.0.113.7"));
        assertThat(TRUSTING.of("10.1.2.3", List.of("[2001:db8::7]:4711")))
                .isEqualTo(tcp("2001:db8::7"));
    }

    @Test
    void what_the_peer_itself_has_put_in_front_is_not_believed() {
        assertThat(TRUSTING.of("10.1.2.3", List.of("198.51.100.1, 10.9.9.9, 203.0.113.7")))
                .isEqualTo(tcp("203.0.113.7"));
        assertThat(TRUSTING.of("10.1.2.3", List.of("198.51.100.1", "203.0.113.7, 10.4.4.4")))
                .isEqualTo(tcp("203.0.113.7"));
    }

    @Test
    void where_there_is_no_address_to_be_read_the_proxy_is_the_peer() {
        assertThat(TRUSTING.of("10.1.2.3", List.of("203.0.113.7, unknown")))
                .isEqualTo(tcp("10.1.2.3"));
        assertThat(TRUSTING.of("10.1.2.3", List.of(""))).isEqualTo(tcp("10.1.2.3"));
        assertThat(TRUSTING.of("10.1.2.3", List.of("["))).isEqualTo(tcp("10.1.2.3"));
        assertThat(TRUSTING.of("10.1.2.3", List.of("10.5.5.5"))).isEqualTo(tcp("10.5.5.5"));
    }

    @Test
    void who_has_one_address_of_an_ipv6_network_has_all_of_its_64_bits() {
        assertThat(tcp("2001:db8:0:1::7")).isEqualTo(tcp("2001:db8:0:1:ffff::9"));
        assertThat(tcp("2001:db8:0:1::7")).isNotEqualTo(tcp("2001:db8:0:2::7"));
        assertThat(tcp("::ffff:192.0.2.1")).isEqualTo(tcp("192.0.2.1"));
        assertThat(tcp("192.0.2.1")).isNotEqualTo(tcp("192.0.2.2"));
        assertThat(tcp("255.255.255.255")).isNotEqualTo(tcp("ffff:ffff::"));
    }

    @Test
    void ranges_are_read_strictly() {
        assertThat(Subnets.of("192.0.2.1")).isPresent();
        assertThat(Subnets.of("::/0,10.0.0.0/32")).isPresent();
        assertThat(
                        List.of(
                                "",
                                "proxy.example.com",
                                "10.0.0.0/33",
                                "fd00::/129",
                                "10.0.0.0/",
                                "10.0.0.0/8,",
                                "10.0.0.0/-1",
                                "10.0.0.0/8/9"))
                .allMatch(text -> Subnets.of(text).isEmpty());
    }
}
