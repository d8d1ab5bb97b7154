package dev.switchboard.gateway.assistant.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiModelTlsTest {

    @Test
    void a_certificate_that_the_system_does_not_trust_is_refused_once_and_for_all(
            @TempDir Path dir) throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicInteger requests = new AtomicInteger();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(selfSigned(dir.resolve("key.p12")));
        var server =
                Heard.await(
                        vertx.createHttpServer(options)
                                .requestHandler(_ -> requests.incrementAndGet())
                                .listen(0, "127.0.0.1"));
        URI url = URI.create("https://localhost:" + server.actualPort() + "/v1");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Heard heard =
                Heard.ask(
                        vertx,
                        new OpenAiModel(vertx, url, new Heard.Settings().model(), registry));

        assertThat(heard.failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(heard.failure().detail()).containsIgnoringCase("certif");
        assertThat(registry.get("switchboard.model.retries").counter().count()).isZero();
        assertThat(requests).hasValue(0);
        Heard.await(vertx.close());
    }

    private static PfxOptions selfSigned(Path store) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-keyalg", "EC"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", "changeit"));
        command.addAll(List.of("-keystore", store.toString(), "-alias", "key"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }
}
