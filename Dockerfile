# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# The poms first: what is fetched for them stays cached until one of them changes.
COPY .mvn .mvn
COPY pom.xml ./
COPY routing/pom.xml routing/
COPY gateway/pom.xml gateway/
COPY load-tests/pom.xml load-tests/
RUN mvn -q -B -DskipTests -pl gateway -am package
COPY routing/src/main routing/src/main
COPY gateway/src/main gateway/src/main
RUN mvn -q -B -DskipTests -pl gateway -am package

FROM eclipse-temurin:25-jre
# Redis for a node that is given no redis.uri; curl for the health check.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl redis-server \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 switchboard \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /opt/switchboard \
        --shell /usr/sbin/nologin switchboard \
    && install -d -o 10001 -g 10001 -m 0700 /data
WORKDIR /opt/switchboard
COPY --from=build /src/gateway/target/lib gateway/target/lib
COPY --from=build /src/gateway/target/gateway.jar gateway/target/
COPY switchboard ./
COPY config config
# Starts it once, so that what a start works out is in the image.
RUN ./switchboard --version

# A container is reached from outside or not at all. Its memory is the heap's, but for what Redis, threads
# and sockets need.
ENV SWITCHBOARD_HOST=0.0.0.0 \
    SWITCHBOARD_PORT=8080 \
    SWITCHBOARD_DATA=/data \
    SWITCHBOARD_JAVA_OPTS=-XX:MaxRAMPercentage=60
VOLUME /data
EXPOSE 8080
# By number, so that Kubernetes can tell that it is not root.
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD curl -fsS "http://127.0.0.1:${SWITCHBOARD_PORT}/health/live" \
        || curl -fsSk "https://127.0.0.1:${SWITCHBOARD_PORT}/health/live" || exit 1
# The script becomes the JVM, so that signals reach it.
ENTRYPOINT ["/opt/switchboard/switchboard"]
