package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig.Connection.Transport;
import dev.switchboard.gateway.kit.RawPeer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sockets over TLS, which BoringSSL speaks.
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path data;
    private SSLContext trusting;

    @BeforeEach
    void certify() throws Exception {
        Path store = data.resolve("store.p12");
        var keytool =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "node",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString());
        assertThat(keytool.inheritIO().start().waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Key key = keys.getKey("node", PASSWORD);
        pem("key.pem", "PRIVATE KEY", key.getEncoded());
        pem("chain.pem", "CERTIFICATE", keys.getCertificate("node").getEncoded());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("node", keys.getCertificate("node"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, factory.getTrustManagers(), null);
    }

    private void pem(String file, String what, byte[] der) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, body, what);
        Files.writeString(data.resolve(file), pem);
    }

    @ParameterizedTest
    @EnumSource
    void a_chat_goes_through_tls_and_ends_in_order(Transport transport) throws Exception {
        try (var gateway =
                TestGateway.start(
                        data.resolve("node"),
                        transport,
                        "tls.certificate=" + data.resolve("chain.pem"),
                        "tls.key=" + data.resolve("key.pem"))) {
            String token = token(gateway.port());
            try (RawPeer peer = greeted(gateway.port(), token)) {
                peer.text("{\"type\":\"say\",\"id\":\"m\",\"text\":\"thanks!\"}");
                assertThat(peer.nextText("accepted")).isPresent();
                assertThat(peer.nextText("said")).isPresent();
                peer.send(RawPeer.frame(RawPeer.CLOSE, true, new byte[] {3, (byte) 0xe8}));
                assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1000);
                peer.awaitEnd();
            }
            try (RawPeer peer = greeted(gateway.port(), token)) {
                // Not masked.
                peer.send(new byte[] {(byte) 0x81, 2, '{', '}'});
                assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1002);
                peer.awaitEnd();
            }
        }
    }

    private String token(int port) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
            var claims = new JsonObject().put("sub", "ana").put("role", "customer");
            var request =
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/demo/token"))
                            .POST(HttpRequest.BodyPublishers.ofString(claims.encode()))
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new JsonObject(answer.body()).getString("token");
        }
    }

    private RawPeer greeted(int port, String token) throws Exception {
        var peer = RawPeer.over(trusting.getSocketFactory().createSocket("127.0.0.1", port));
        assertThat(peer.handshake("/chat", token).status()).isEqualTo(101);
        peer.text("{\"type\":\"hello\"}");
        assertThat(peer.nextText("welcome")).isPresent();
        return peer;
    }
}
