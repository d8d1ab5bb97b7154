package dev.switchboard.gateway.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where Redis is and in which of its three forms, as `redis.uri` says.
public sealed interface RedisAddress {

    /// What may be written.
    String FORMS =
            "redis://[user:password@]host:port[/db],"
                    + " redis-sentinel://[user:password@]host:port,host:port/master-name[?db=N] or"
                    + " redis-cluster://[user:password@]host:port,host:port is needed"
                    + " (rediss… for TLS)";

    /// How each server is spoken to.
    Access access();

    /// One server, from the beginning to the end.
    record Standalone(Access access, Endpoint server) implements RedisAddress {
        @Override
        public String toString() {
            return server.toString();
        }
    }

    /// The master of this name, wherever these sentinels say it is.
    record Sentinel(Access access, List<Endpoint> sentinels, String master)
            implements RedisAddress {
        public Sentinel {
            sentinels = List.copyOf(sentinels);
        }

        @Override
        public String toString() {
            return "%s of the sentinels %s".formatted(master, sentinels);
        }
    }

    /// The masters of a cluster that these servers are members of.
    record Cluster(Access access, List<Endpoint> seeds) implements RedisAddress {
        public Cluster {
            seeds = List.copyOf(seeds);
        }

        @Override
        public String toString() {
            return "the cluster of %s".formatted(seeds);
        }
    }

    /// A server's address.
    ///
    /// @param host a name or an address; an IPv6 one in brackets, and only where one server is
    ///   named
    record Endpoint(String host, int port) {
        private static final Pattern FORM =
                Pattern.compile("(\\[[^\\]]+]|[^\\[\\]:]+)(?::(\\d+))?");

        /// @param text `host:port` or `host`
        static Endpoint parse(String text, int portDefault) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new InvalidSetting(COMPONENT, FORMS);
            }
            String port = form.group(2);
            return new Endpoint(
                    form.group(1), port == null ? portDefault : number(port, "a port", 1, 65_535));
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// @param userInfo `user:password` as in a URI, percent signs and all
    /// @param db number of the database
    record Access(boolean tls, Optional<String> userInfo, int db) {
        @Override
        public String toString() {
            return "Access[tls=%s, db=%d]".formatted(tls, db);
        }
    }

    String COMPONENT = "uri";

    /// Reads a URI; refuses with what is needed instead.
    static RedisAddress parse(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new InvalidSetting(COMPONENT, FORMS);
        }
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
        boolean tls = scheme.startsWith("rediss");
        String path = uri.getPath().replaceFirst("^/", "");
        return switch (scheme) {
            case "redis", "rediss" -> {
                if (hosts.contains(",")) {
                    throw new InvalidSetting(
                            COMPONENT,
                            "redis:// names one server: write redis-sentinel:// or"
                                    + " redis-cluster:// for several");
                }
                int db = path.isEmpty() ? db(uri) : number(path, "the database", 0, DB_MAX);
                yield new Standalone(new Access(tls, user, db), Endpoint.parse(hosts, REDIS_PORT));
            }
            case "redis-sentinel", "rediss-sentinel" -> {
                if (path.isEmpty() || path.contains("/")) {
                    throw new InvalidSetting(
                            COMPONENT,
                            "the master's name must follow the sentinels, such as"
                                    + " redis-sentinel://host:26379,host:26379/mymaster");
                }
                yield new Sentinel(
                        new Access(tls, user, db(uri)), endpoints(hosts, SENTINEL_PORT), path);
            }
            case "redis-cluster", "rediss-cluster" -> {
                if ((!path.isEmpty() && !path.equals("0")) || db(uri) != 0) {
                    throw new InvalidSetting(
                            COMPONENT,
                            "a cluster has database 0 alone: leave the database out of it");
                }
                yield new Cluster(new Access(tls, user, 0), endpoints(hosts, REDIS_PORT));
            }
            default -> throw new InvalidSetting(COMPONENT, FORMS);
        };
    }

    int REDIS_PORT = 6379;
    int SENTINEL_PORT = 26_379;
    int DB_MAX = 1_000_000;

    private static List<Endpoint> endpoints(String hosts, int portDefault) {
        return Arrays.stream(hosts.split(",", -1))
                .map(host -> Endpoint.parse(host, portDefault))
                .collect(Collectors.toUnmodifiableList());
    }

    private static int db(URI uri) {
        String query = uri.getQuery();
        if (query == null) {
            return 0;
        }
        if (!query.startsWith("db=")) {
            throw new InvalidSetting(COMPONENT, "all that may follow the ? is db=N");
        }
        return number(query.substring("db=".length()), "the database", 0, DB_MAX);
    }

    private static int number(String text, String what, int min, int max) {
        if (text.matches("\\d{1,7}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new InvalidSetting(
                COMPONENT, "%s is a whole number from %d to %d".formatted(what, min, max));
    }
}
