package switchboard.load.latency;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/// A client's TLS 1.3, which counts how often it was shown a certificate: a session that is resumed
/// shows none. It believes any, being sent to loopback alone.
final class ClientTls {

    private final SslContext context;
    private final boolean resumes;
    private final AtomicLong certificates = new AtomicLong();

    /// @param resumes whether sessions are resumed where the node lets them
    /// @param group by BoringSSL's name; what keys are agreed on, the node's first choice of all
    ///   where none is given
    /// @throws IllegalArgumentException where BoringSSL knows no such group
    ClientTls(boolean resumes, Optional<String> group) {
        this.resumes = resumes;
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forClient()
                            .sslProvider(SslProvider.OPENSSL)
                            .protocols("TLSv1.3")
                            .endpointIdentificationAlgorithm("")
                            .trustManager(new Counting(certificates));
            group.ifPresent(
                    name -> builder.option(OpenSslContextOption.GROUPS, new String[] {name}));
            context = builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "TLS cannot be spoken" + group.map(name -> " with " + name).orElse(""), e);
        }
    }

    /// How many handshakes were full ones.
    long certificates() {
        return certificates.get();
    }

    /// For one connection. Sessions are remembered by the address, where one is given.
    SslHandler handler(ByteBufAllocator allocator, URI address) {
        return resumes
                ? context.newHandler(allocator, address.getHost(), address.getPort())
                : context.newHandler(allocator);
    }

    private record Counting(AtomicLong certificates) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("nobody is a client of ours");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            certificates.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
