package dev.switchboard.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Languages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final Path WEBROOT = Path.of("src/main/resources/webroot");
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern MAPPED = Pattern.compile("\"(preact[a-z/]*)\": \"(/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from\\s*['\"]([./a-z0-9-]+)['\"]");
    private static final Pattern KEY = Pattern.compile("^  '?([\\w-]+)'?:", Pattern.MULTILINE);

    private static Vertx vertx;
    private static String base;
    private static HttpClient client;

    @BeforeAll
    static void serve() {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        Pages.mount(router);
        HttpServer server =
                vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
        base = "http://127.0.0.1:" + server.actualPort();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/agent, text/html; charset=utf-8",
        "/assets/widget.js, text/javascript; charset=utf-8",
        "/assets/strings/sv.js, text/javascript; charset=utf-8",
        "/assets/base.css, text/css; charset=utf-8",
        "/assets/icon.svg, image/svg+xml",
        "/webjars/preact/dist/preact.module.js, text/javascript; charset=utf-8",
    })
    void a_file_comes_with_its_type_and_is_not_sniffed(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(type);
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(response.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(response.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/agent"})
    void everything_a_page_loads_comes_from_this_server(String page) throws Exception {
        String html = get(page).body();
        Map<String, String> importMap = importMap(html);
        Deque<String> waiting = new ArrayDeque<>(importMap.values());
        LOADED.matcher(html).results().forEach(match -> waiting.add(match.group(1)));
        Set<String> seen = new TreeSet<>();
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            if (!seen.add(path)) {
                continue;
            }
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            if (path.endsWith(".js")) {
                imports(path, response.body(), importMap).forEach(waiting::add);
            }
        }
        assertThat(seen)
                .contains("/assets/client.js", "/assets/conversation.js", "/assets/base.css");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/agent"})
    void a_page_allows_its_own_import_map_and_no_other_inline_script(String page) throws Exception {
        HttpResponse<String> response = get(page);
        String html = response.body();
        String policy = response.headers().firstValue("content-security-policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");

        List<String> inline =
                Pattern.compile("<script(?![^>]* src=)[^>]*>(.*?)</script>", Pattern.DOTALL)
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(inline).hasSize(1);
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(inline.getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        assertThat(html).doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/agent", "/assets/client.js"})
    void an_unchanged_file_is_not_sent_twice(String path) throws Exception {
        String etag = get(path).headers().firstValue("etag").orElseThrow();
        assertThat(etag).matches("\"[0-9a-f]{32}\"");

        HttpResponse<String> again = get(path, "If-None-Match", "\"other\", W/" + etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("etag")).contains(etag);

        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void a_head_request_tells_the_length_without_the_body() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/")).HEAD().build();
        HttpResponse<byte[]> head = client.send(request, BodyHandlers.ofByteArray());
        long length = head.headers().firstValueAsLong("content-length").orElseThrow();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(length).isEqualTo(Files.size(WEBROOT.resolve("widget.html")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/nothing.js",
                "/assets/",
                "/assets/../widget.html",
                "/assets/%2e%2e/widget.html",
                "/assets/..%2fwidget.html",
                "/assets/strings/../../widget.html",
                "/assets/strings",
                "/webjars/preact/package.json",
                "/webjars/preact/%2e%2e/%2e%2e/10.28.0/dist/preact.js.map",
                "/webjars/preact/",
                "/widget.html",
            })
    void nothing_else_of_the_class_path_is_served(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void every_language_of_the_page_says_everything() throws IOException {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Path file : files("assets/strings", ".js")) {
            Set<String> found =
                    KEY.matcher(Files.readString(file))
                            .results()
                            .map(match -> match.group(1))
                            .collect(Collectors.toCollection(TreeSet::new));
            keys.put(file.getFileName().toString(), found);
        }
        assertThat(keys.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Languages.SHIPPED.stream().map(language -> language + ".js").toList());
        assertThat(keys.get("en.js")).hasSizeGreaterThan(50);
        assertThat(keys.values())
                .allSatisfy(found -> assertThat(found).isEqualTo(keys.get("en.js")));
    }

    @Test
    void the_page_offers_every_language_in_its_direction() throws IOException {
        String script = Files.readString(WEBROOT.resolve("assets/strings.js"));
        String names = script.substring(script.indexOf("const NAMES"), script.indexOf("};"));
        String rightToLeft =
                script.lines().filter(l -> l.contains("RIGHT_TO_LEFT =")).toList().getFirst();

        assertThat(KEY.matcher(names).results().map(match -> match.group(1)))
                .containsExactlyElementsOf(Languages.SHIPPED);
        assertThat(Languages.SHIPPED)
                .allSatisfy(language ->
                        assertThat(rightToLeft.contains("'" + language + "'"))
                                .isEqualTo(Languages.isRightToLeft(language)));
    }

    @Test
    void scripts_stay_short_and_know_no_other_server() throws IOException {
        assertThat(files("assets", ".js"))
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> {
                    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(300);
                    assertThat(Files.readString(file))
                            .doesNotContainPattern("['\"`](https?|wss?)://|innerHTML");
                });
    }

    private static Map<String, String> importMap(String html) {
        return MAPPED.matcher(html)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    private static Stream<String> imports(
            String path, String script, Map<String, String> importMap) {
        return IMPORTED.matcher(script)
                .results()
                .map(match -> match.group(1))
                .map(name ->
                        name.startsWith(".")
                                ? URI.create(path).resolve(name).toString()
                                : importMap.getOrDefault(name, name));
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(WEBROOT.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
