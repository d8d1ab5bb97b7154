package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Asks one model after another until one has begun to answer. A model that keeps failing is passed
/// over for a while; where none is left, the answer fails at once.
public final class FallbackModel implements Model {

    private record Endpoint(Model model, Breaker breaker) {}

    private final Vertx vertx;
    private final List<Endpoint> endpoints;
    private final Counter fallbacks;

    /// @param models in the order in which they are asked
    public FallbackModel(
            Vertx vertx,
            List<Model> models,
            GatewayConfig.ModelBreaker settings,
            MeterRegistry registry) {
        this(vertx, models, settings, registry, System::nanoTime);
    }

    FallbackModel(
            Vertx vertx,
            List<Model> models,
            GatewayConfig.ModelBreaker settings,
            MeterRegistry registry,
            LongSupplier nanos) {
        this.vertx = vertx;
        List<Endpoint> all = new ArrayList<>();
        for (Model model : models) {
            Breaker breaker = new Breaker(settings, nanos);
            Gauge.builder("switchboard.model.breaker", breaker, b -> b.state().level())
                    .description("0 closed, 1 being tried, 2 open")
                    .tag("endpoint", all.isEmpty() ? "first" : "fallback")
                    .register(registry);
            all.add(new Endpoint(model, breaker));
        }
        this.endpoints = List.copyOf(all);
        this.fallbacks =
                Counter.builder("switchboard.model.fallbacks")
                        .description("answers that another model than the first was asked for")
                        .register(registry);
    }

    @Override
    public Answering answer(Prompt prompt, Listener listener) {
        Chain chain = new Chain(prompt, listener);
        vertx.getOrCreateContext().runOnContext(_ -> chain.next(NONE_LEFT));
        return chain;
    }

    private static final Failure NONE_LEFT =
            new Failure(Failure.Kind.UNREACHABLE, "every model is being left alone for a while");

    /// One answer, at the model that is asked for it now.
    private final class Chain implements Answering {
        private final Prompt prompt;
        private final Listener listener;
        private int asked;
        private boolean paused;
        private boolean over;
        private @Nullable Endpoint endpoint;
        private @Nullable Answering answering;

        Chain(Prompt prompt, Listener listener) {
            this.prompt = prompt;
            this.listener = listener;
        }

        /// @param failure what is told where no other model may be asked
        void next(Failure failure) {
            while (!over && asked < endpoints.size()) {
                Endpoint candidate = endpoints.get(asked++);
                if (candidate.breaker().permits()) {
                    if (asked > 1) {
                        fallbacks.increment();
                    }
                    endpoint = candidate;
                    answering = candidate.model().answer(prompt, new Try(candidate));
                    if (paused) {
                        answering.pause();
                    }
                    return;
                }
            }
            if (!over) {
                over = true;
                listener.failed(failure);
            }
        }

        @Override
        public void pause() {
            paused = true;
            if (answering != null) {
                answering.pause();
            }
        }

        @Override
        public void resume() {
            paused = false;
            if (answering != null) {
                answering.resume();
            }
        }

        @Override
        public void cancel() {
            if (!over) {
                over = true;
                if (answering != null) {
                    answering.cancel();
                }
                if (endpoint != null) {
                    endpoint.breaker().abandoned();
                }
            }
        }

        /// What one model says.
        private final class Try implements Listener {
            private final Endpoint mine;
            private boolean begun;

            Try(Endpoint mine) {
                this.mine = mine;
            }

            @Override
            public void text(String piece) {
                begun = true;
                listener.text(piece);
            }

            @Override
            public void completed(Completion completion) {
                mine.breaker().succeeded();
                over = true;
                listener.completed(completion);
            }

            @Override
            public void failed(Failure failure) {
                mine.breaker().failed();
                if (begun) {
                    over = true;
                    listener.failed(failure);
                } else {
                    next(failure);
                }
            }
        }
    }
}
