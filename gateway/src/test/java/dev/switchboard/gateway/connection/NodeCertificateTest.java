package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.ServerSSLOptions;
import org.junit.jupiter.api.Test;

class NodeCertificateTest {

    @Test
    void what_vertx_works_on_is_one_as_well() {
        var certificate = new NodeCertificate("chain.pem", "key.pem");
        assertThat(new ServerSSLOptions().setKeyCertOptions(certificate).copy().getKeyCertOptions())
                .isInstanceOfSatisfying(
                        NodeCertificate.class,
                        copy -> {
                            assertThat(copy.getCertPath()).isEqualTo("chain.pem");
                            assertThat(copy.getKeyPath()).isEqualTo("key.pem");
                        });
    }
}
