package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.Subnets;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// From which address a peer comes: the one of its TCP connection, or, where that is a proxy of
/// ours, the one that the proxy names. Only `X-Forwarded-For` is read, and of it only what proxies
/// of ours have added: whoever reads a second header beside it lets a peer choose between them.
final class PeerAddresses {

    private static final CharSequence FORWARDED_FOR =
            HttpHeaders.createOptimized("x-forwarded-for");

    /// Addresses that IPv6 does not give to anybody mark those of IPv4.
    private static final long IPV4 = 0xffff_ffffL << 32;

    private static final long UNKNOWN = 0;

    private final Optional<Subnets> trustedProxies;

    /// @param trustedProxies those who are believed
    PeerAddresses(Optional<Subnets> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /// The address by which a peer is told from others: an IPv4 address, or the first 64 bits of an
    /// IPv6 address, since whoever has one of those has them all.
    long of(HttpServerRequest request) {
        String host = request.remoteAddress().hostAddress();
        return host == null ? UNKNOWN : of(host, request.headers().getAll(FORWARDED_FOR));
    }

    /// @param tcp address of the TCP connection
    /// @param forwardedFor values of the header, in the order in which they came
    long of(String tcp, List<String> forwardedFor) {
        Optional<InetAddress> peer = address(tcp);
        if (trustedProxies.isPresent() && !forwardedFor.isEmpty()) {
            List<String> hops =
                    forwardedFor.stream().flatMap(v -> Arrays.stream(v.split(","))).toList();
            for (String hop : hops.reversed()) {
                Optional<InetAddress> before = address(hop);
                if (before.isEmpty() || !peer.filter(trustedProxies.get()::contain).isPresent()) {
                    break;
                }
                peer = before;
            }
        }
        return peer.map(PeerAddresses::key).orElse(UNKNOWN);
    }

    private static long key(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? IPV4 | Integer.toUnsignedLong(bytes.getInt())
                : bytes.getLong();
    }

    /// Of a text that may have a port; nothing where it is no address. Asks no name server.
    private static Optional<InetAddress> address(String text) {
        String host = text.strip();
        if (host.startsWith("[")) {
            host = host.substring(1, Math.max(1, host.indexOf(']')));
        } else if (host.indexOf(':') == host.lastIndexOf(':') && host.contains(":")) {
            host = host.substring(0, host.indexOf(':'));
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
