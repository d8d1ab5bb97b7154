package switchboard.load.scaling;

/// What so many sessions do in a second of the busiest minute.
///
/// @param turns questions to the assistant
/// @param tokens of its answers
/// @param says between customers and agents
/// @param conversations that begin
/// @param handoffs to a person
/// @param handshakes of sockets, each of which is welcomed
/// @param heartbeats pings that are answered
record Load(
        double sessions,
        double turns,
        double tokens,
        double says,
        double conversations,
        double handoffs,
        double handshakes,
        double heartbeats) {

    private static final double SECONDS = 60;

    static Load of(Figures figures, double sessions) {
        return at(figures, sessions, figures.of("peak-factor"));
    }

    /// The same in a minute as most are.
    Load mean(Figures figures) {
        return at(figures, sessions, 1);
    }

    private static Load at(Figures figures, double sessions, double peak) {
        double chatting = sessions * figures.share("chatting-percent");
        double withAgents = chatting * figures.share("with-agent-percent");
        double turns = (chatting - withAgents) * figures.of("turns-per-minute") / SECONDS * peak;
        double conversations = chatting / (figures.of("conversation-minutes") * SECONDS) * peak;
        return new Load(
                sessions,
                turns,
                turns * figures.of("tokens-per-answer"),
                withAgents * figures.of("says-per-minute") / SECONDS * peak,
                conversations,
                conversations * figures.share("handoff-percent"),
                sessions / (figures.of("session-minutes") * SECONDS) * peak,
                sessions / figures.of("heartbeat-seconds"));
    }
}
