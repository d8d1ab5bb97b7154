package dev.switchboard.gateway.store;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.RedisTalk;
import dev.switchboard.gateway.kit.RedisCluster;
import dev.switchboard.gateway.kit.RedisSentinels;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.file.Path;

/// A real Redis in one of its forms.
interface RedisForm extends AutoCloseable {

    /// Which form the tests of a class are for; without it, one server.
    @Retention(RetentionPolicy.RUNTIME)
    @interface Of {
        Kind value();
    }

    enum Kind {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    URI uri();

    /// What the server that has the first key answers.
    String say(String command) throws Exception;

    @Override
    void close();

    static RedisForm start(Kind kind, Path dir) {
        return switch (kind) {
            case STANDALONE -> new Standalone(EmbeddedRedis.start(dir));
            case SENTINEL -> new Sentinel(RedisSentinels.start(dir, 1));
            case CLUSTER -> new Cluster(RedisCluster.start(dir, 0));
        };
    }

    record Standalone(EmbeddedRedis redis) implements RedisForm {
        @Override
        public URI uri() {
            return redis.uri();
        }

        @Override
        public String say(String command) throws Exception {
            try (RedisTalk talk = RedisTalk.to(redis.uri())) {
                return talk.say(command);
            }
        }

        @Override
        public void close() {
            redis.stop();
        }
    }

    record Sentinel(RedisSentinels redis) implements RedisForm {
        @Override
        public URI uri() {
            return redis.uri();
        }

        @Override
        public String say(String command) {
            return redis.master().say(command.split(" "));
        }

        @Override
        public void close() {
            redis.close();
        }
    }

    record Cluster(RedisCluster redis) implements RedisForm {
        @Override
        public URI uri() {
            return redis.uri();
        }

        @Override
        public String say(String command) {
            String[] words = command.split(" ");
            return redis.master(words[1]).say(words);
        }

        @Override
        public void close() {
            redis.close();
        }
    }
}
