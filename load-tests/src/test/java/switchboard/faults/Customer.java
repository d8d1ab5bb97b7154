package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import switchboard.load.Json;

/// A customer: asks the assistant, sometimes two things at once, sometimes stops it, asks for a
/// person, talks with one, and begins anew where the conversation was closed.
final class Customer extends Client {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LONG_WORDS = 8;
    private static final int ORDERS = 4;
    private static final int LONG_WORD_CHARS = 12_000;

    /// As often as the gateway takes it.
    private static final Duration ASK_AGAIN = Duration.ofMillis(60);

    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final String[] QUESTIONS = {
        "How do refunds work?",
        "How do I extend the due date?",
        "How can I return an item I bought?",
        "What fees and interest do I pay?",
        "My parcel is missing, what can I do?"
    };

    private final Set<String> turns = new HashSet<>();
    private String conversation = "";
    private String holder = "";
    private long epoch;
    private long seen;
    private int accepted;
    private int numbers;
    private int agentWords;
    private Thread script;

    Customer(String name, String person, Doors doors, History history, long seed) {
        super(name, "/chat", Tokens.customer(person), doors, history, seed);
    }

    /// Talks until the calm.
    void talk(Calm calm) {
        script = Thread.ofVirtual().name(name + " talks").start(() -> story(calm));
    }

    /// Says nothing, but follows its person to each new conversation, until the calm.
    void lookOn(Calm calm) {
        script =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!calm.isHere()) {
                                if (await(GLANCE, () -> holder.equals("closed"))) {
                                    beginAnew();
                                }
                            }
                        });
    }

    /// Waits until it has said its last word.
    void hush() {
        try {
            if (script != null) {
                script.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Asks for a person and waits until one is there.
    void waitForAgent() {
        String id = nextId("h");
        submit(Json.frame("human").put("id", id));
        await(LONG, () -> holder().equals("agent"));
    }

    /// Says long things, anew where the conversation is closed meanwhile, and then asks again and
    /// again to be told all of it.
    void askForMuch() {
        do {
            if (holder().equals("closed")) {
                beginAnew();
            }
            for (int i = 0; i < LONG_WORDS; i++) {
                say("x".repeat(LONG_WORD_CHARS));
            }
            awaitAnswers();
        } while (locked(() -> accepted < LONG_WORDS) && isWelcomed());
        int of = connections();
        script =
                Thread.ofVirtual()
                        .start(() -> {
                            while (isWelcomed() && connections() == of) {
                                mention(Json.frame("hello").put("conversation", conversation));
                                pause(ASK_AGAIN);
                            }
                        });
    }

    void awaitAnswers() {
        await(LONG, this::nothingPending);
    }

    /// Ends the conversation, so that no agent is troubled with it any more.
    void end() {
        String id = nextId("e");
        submit(Json.frame("end").put("id", id));
        await(PATIENCE, () -> !isPending(id));
    }

    @Override
    protected ObjectNode hello() {
        ObjectNode hello = Json.frame("hello");
        if (!conversation.isEmpty()) {
            hello.put("conversation", conversation).put("after", seen);
        }
        return hello;
    }

    @Override
    protected void came(JsonNode frame) {
        switch (Json.type(frame)) {
            case "welcome" -> {
                boolean other = !Json.text(frame, "conversation").equals(conversation);
                if (other || !frame.path("resumed").asBoolean()) {
                    seen = 0;
                    accepted = 0;
                    epoch = -1;
                    turns.clear();
                }
                conversation = Json.text(frame, "conversation");
                holder = Json.text(frame, "holder");
            }
            case "said" -> {
                seen = Math.max(seen, frame.path("seq").asLong());
                if (Json.text(frame.path("from"), "kind").equals("agent")) {
                    agentWords++;
                }
            }
            case "holder" -> {
                seen = Math.max(seen, frame.path("seq").asLong());
                if (frame.path("epoch").asLong() >= epoch) {
                    epoch = frame.path("epoch").asLong();
                    holder = Json.text(frame, "holder");
                }
            }
            case "accepted" -> accepted++;
            case "turn" -> {
                if (Json.text(frame, "state").endsWith("started")) {
                    turns.add(Json.text(frame, "turn"));
                } else {
                    turns.remove(Json.text(frame, "turn"));
                }
            }
            default -> {
                // Typing and places in the queue change nothing here.
            }
        }
    }

    private void story(Calm calm) {
        while (!calm.isHere()) {
            if (await(PATIENCE, this::isWelcomed)) {
                switch (holder()) {
                    case "assistant" -> withAssistant(calm);
                    case "queue" -> whileWaiting();
                    case "agent" -> withAgent();
                    default -> beginAnew();
                }
            }
            pause(Duration.ofMillis(random.nextInt(40, 160)));
        }
    }

    private void withAssistant(Calm calm) {
        if (random.nextInt(4) == 0) {
            String id = nextId("h");
            submit(Json.frame("human").put("id", id));
            await(PATIENCE, () -> !isPending(id));
            return;
        }
        say(question());
        if (random.nextInt(3) == 0) {
            say(question());
        }
        await(PATIENCE, () -> nothingPending() && !turns.isEmpty() || calm.isHere());
        if (random.nextInt(6) == 0) {
            mention(Json.frame("stop"));
        }
        await(PATIENCE, () -> turns.isEmpty() || calm.isHere());
    }

    /// About so many orders that it is another one than before: the third of a kind goes to a
    /// person.
    private String question() {
        StringBuilder question = new StringBuilder(QUESTIONS[random.nextInt(QUESTIONS.length)]);
        random.ints(ORDERS, 0, 1_000_000).forEach(order -> question.append(" #").append(order));
        return question.toString();
    }

    private void whileWaiting() {
        say("Is anybody there?");
        await(Duration.ofMillis(500), () -> holder().equals("agent"));
    }

    private void withAgent() {
        int heard = agentWords;
        say("Please have a look at my order.");
        if (random.nextInt(3) == 0) {
            say("It is urgent.");
        }
        await(PATIENCE, () -> nothingPending() && agentWords > heard || !holder().equals("agent"));
    }

    private void beginAnew() {
        lock.lock();
        try {
            if (nothingPending()) {
                conversation = "";
                holder = "";
                mention(Json.frame("hello"));
            }
        } finally {
            lock.unlock();
        }
        await(PATIENCE, () -> !holder().isEmpty());
    }

    private void say(String text) {
        submit(Json.frame("say").put("id", nextId("m")).put("text", text + " #" + numbers));
    }

    private String nextId(String prefix) {
        return name + "-" + prefix + ++numbers;
    }

    private String holder() {
        lock.lock();
        try {
            return holder;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the assistant is writing to it.
    boolean isAnswered() {
        return locked(() -> !turns.isEmpty());
    }

    /// Whether it waits for a person.
    boolean waits() {
        return locked(() -> holder.equals("queue"));
    }
}
