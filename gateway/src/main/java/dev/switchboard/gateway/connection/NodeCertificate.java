package dev.switchboard.gateway.connection;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import javax.net.ssl.KeyManagerFactory;

/// The certificate that a node shows, with its key. BoringSSL is given it once: Netty cannot know
/// that a key manager always answers the same, and would write both out as PEM and have them read
/// again in every handshake, those that resume a session included.
final class NodeCertificate extends PemKeyCertOptions {

    /// @param certificatePath a PEM chain
    /// @param keyPath PEM
    NodeCertificate(String certificatePath, String keyPath) {
        setCertPath(certificatePath);
        setKeyPath(keyPath);
    }

    private NodeCertificate(NodeCertificate other) {
        super(other);
    }

    /// Vert.x works on copies of what it is given.
    @Override
    public NodeCertificate copy() {
        return new NodeCertificate(this);
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws Exception {
        return new OpenSslCachingX509KeyManagerFactory(super.getKeyManagerFactory(vertx));
    }
}
