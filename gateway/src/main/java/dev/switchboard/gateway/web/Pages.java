package dev.switchboard.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The two pages and what they load, from the class path: `/` the customer's, `/agent` the agent's,
/// `/assets/…` their own scripts and styles, `/webjars/preact/…` the library, without its version
/// in the address.
///
/// A file is read once and kept; only files that exist are kept, so what strangers ask for costs no
/// memory. Every answer carries a strong `ETag` of its content and is revalidated: during a rolling
/// deploy two versions answer under the same addresses, and a page must not mix them for long.
public final class Pages {

    private static final String WEBJAR = "META-INF/resources/webjars/preact/";
    private static final String WEBJAR_VERSION =
            "META-INF/maven/org.webjars.npm/preact/pom.properties";

    /// Lower-case names in folders, and no dot but the one before the kind: nothing here climbs.
    private static final Pattern FILE =
            Pattern.compile("/(?:[a-z0-9-]+/)*[a-z0-9-]+(?:\\.module)?\\.(js|css|svg)");

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private static final Map<String, String> CONTENT_TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml");

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();
    private final String webjar = WEBJAR + webjarVersion();

    private Pages() {}

    /// Adds the pages' routes. Throws where a page or the library is not on the class path.
    public static void mount(Router router) {
        Pages pages = new Pages();
        pages.page(router, "/", "webroot/widget.html");
        pages.page(router, "/agent", "webroot/console.html");
        pages.folder(router, "/assets", path -> "webroot/assets" + path);
        pages.folder(router, "/webjars/preact", path -> pages.webjar + path);
    }

    private void page(Router router, String path, String resource) {
        byte[] content = read(resource).orElseThrow(() -> missing(resource));
        String policy = contentSecurityPolicy(new String(content, StandardCharsets.UTF_8));
        Asset page = Asset.of(content, "html");
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> {
                    context.response()
                            .putHeader("Content-Security-Policy", policy)
                            .putHeader("X-Frame-Options", "DENY")
                            .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                            .putHeader(
                                    "Permissions-Policy",
                                    "camera=(), geolocation=(), microphone=()");
                    answer(context, page);
                });
    }

    private void folder(Router router, String prefix, Function<String, String> resource) {
        router.route(prefix + "/*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> {
                    String path = context.normalizedPath().substring(prefix.length());
                    asset(path, resource)
                            .ifPresentOrElse(
                                    asset -> answer(context, asset), () -> context.fail(404));
                });
    }

    private Optional<Asset> asset(String path, Function<String, String> resource) {
        Matcher file = FILE.matcher(path);
        if (!file.matches()) {
            return Optional.empty();
        }
        String name = resource.apply(path);
        Asset kept = assets.get(name);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Asset> found = read(name).map(content -> Asset.of(content, file.group(1)));
        found.ifPresent(asset -> assets.put(name, asset));
        return found;
    }

    private static void answer(RoutingContext context, Asset asset) {
        HttpServerResponse response =
                context.response()
                        .putHeader(HttpHeaders.ETAG, asset.etag())
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("Referrer-Policy", "no-referrer")
                        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), asset.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(asset.content().length()));
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.end();
        } else {
            response.end(asset.content());
        }
    }

    /// Whether `If-None-Match` names the tag; a proxy that compressed on the way may have weakened
    /// it.
    private static boolean isKnown(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        for (String tag : header.split(",", -1)) {
            String plain = tag.strip();
            if (plain.equals("*") || plain.equals(etag) || plain.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    /// Everything from this origin and nothing else. The import map has to stand in the page, so it
    /// is allowed by its hash; no script may turn text into markup.
    private static String contentSecurityPolicy(String html) {
        Matcher map = IMPORT_MAP.matcher(html);
        if (!map.find()) {
            throw new IllegalStateException("a page has no import map");
        }
        byte[] hash = sha256(map.group(1).getBytes(StandardCharsets.UTF_8));
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }

    private static String webjarVersion() {
        byte[] content = read(WEBJAR_VERSION).orElseThrow(() -> missing(WEBJAR_VERSION));
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.ofNullable(properties.getProperty("version"))
                .orElseThrow(() -> missing("version in " + WEBJAR_VERSION));
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream stream = Pages.class.getClassLoader().getResourceAsStream(resource)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException missing(String what) {
        return new IllegalStateException("not on the class path: " + what);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// @param etag quoted hash of the content
    private record Asset(Buffer content, String contentType, String etag) {

        static Asset of(byte[] content, String kind) {
            String hash = HexFormat.of().formatHex(sha256(content), 0, 16);
            String type = CONTENT_TYPES.getOrDefault(kind, "application/octet-stream");
            return new Asset(Buffer.buffer(content), type, '"' + hash + '"');
        }
    }
}
