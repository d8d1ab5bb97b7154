package dev.switchboard.gateway.connection;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One who was let in, from its handshake until its socket is gone: what it holds of the node's
/// room is given back once. On the socket's event loop.
final class Visit {

    private final Admission admission;
    private final Quotas<Long>.Quota address;
    private Quotas<String>.@Nullable Quota person;
    private SocketMetrics.@Nullable Sessions sessions;
    private long earnedNanos = System.nanoTime();
    private boolean greeted;
    private boolean gone;

    /// Whose frames are counted.
    enum Scope {
        CONNECTION,
        PERSON,
        ADDRESS;

        /// Its name.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Visit(Admission admission, Quotas<Long>.Quota address) {
        this.admission = admission;
        this.address = address;
    }

    /// It is this person's.
    ///
    /// @return whether they may have one more
    boolean isOf(String sub) {
        person = admission.persons().enter(sub).orElse(null);
        return person != null;
    }

    /// It has a socket, which counts among these until it is gone.
    void opened(SocketMetrics.Sessions among) {
        sessions = among;
        among.opened();
    }

    /// Takes a frame of what the connection, its person and its address may send.
    ///
    /// @return who has none left; nothing where the frame is to be read
    Optional<Scope> spend() {
        long before = earnedNanos;
        earnedNanos = admission.frames().take(before, System.nanoTime());
        if (earnedNanos == before) {
            return Optional.of(Scope.CONNECTION);
        }
        if (person != null && !person.spend()) {
            return Optional.of(Scope.PERSON);
        }
        return address.spend() ? Optional.empty() : Optional.of(Scope.ADDRESS);
    }

    /// Its `hello` was answered: it is no handshake any more.
    void greeted() {
        if (!greeted) {
            greeted = true;
            admission.greeted();
            if (sessions != null) {
                sessions.greeted();
            }
        }
    }

    /// It is gone, in whatever way. Idempotent.
    void gone() {
        greeted();
        if (!gone) {
            gone = true;
            admission.gone();
            if (sessions != null) {
                sessions.gone();
            }
            address.leave();
            if (person != null) {
                person.leave();
            }
        }
    }
}
