package dev.switchboard.gateway.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Some ranges of IP addresses.
public final class Subnets {

    private final List<IpSubnetFilterRule> ranges;

    private Subnets(List<IpSubnetFilterRule> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /// Those of a text such as `10.0.0.0/8, fd00::/8, 192.0.2.1`; nothing where it is none.
    public static Optional<Subnets> of(String text) {
        var ranges = new ArrayList<IpSubnetFilterRule>();
        for (String range : text.split(",", -1)) {
            String[] parts = range.strip().split("/", -1);
            byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
            if (address == null || parts.length > 2) {
                return Optional.empty();
            }
            int bits = address.length * Byte.SIZE;
            if (parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
                return Optional.empty();
            }
            int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
            if (prefix > bits) {
                return Optional.empty();
            }
            ranges.add(new IpSubnetFilterRule(parts[0], prefix, IpFilterRuleType.ACCEPT));
        }
        return Optional.of(new Subnets(ranges));
    }

    /// Whether one of them has this address.
    public boolean contain(InetAddress address) {
        var peer = new InetSocketAddress(address, 0);
        return ranges.stream().anyMatch(range -> range.matches(peer));
    }
}
