package dev.switchboard.gateway.connection;

/// One who was let in, from its handshake until its socket is gone: what it holds of the node's
/// room is given back once. On the socket's event loop.
final class Visit {

    private final Admission admission;
    private boolean greeted;
    private boolean gone;

    Visit(Admission admission) {
        this.admission = admission;
    }

    /// Its `hello` was answered: it is no handshake any more.
    void greeted() {
        if (!greeted) {
            greeted = true;
            admission.greeted();
        }
    }

    /// It is gone, in whatever way. Idempotent.
    void gone() {
        greeted();
        if (!gone) {
            gone = true;
            admission.gone();
        }
    }
}
