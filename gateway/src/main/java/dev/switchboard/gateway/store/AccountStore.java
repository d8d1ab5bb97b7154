package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import java.util.Optional;

/// One document for each customer, as the embedded account service keeps it. Every future fails
/// with [StoreUnavailable] where the store cannot be reached.
public interface AccountStore {

    /// A document as it was last saved.
    record Kept(long version, String document) {}

    /// The newest; nothing where none was saved.
    Future<Optional<Kept>> load(String customer);

    /// What something that was asked for came to; nothing where it was not.
    Future<Optional<String>> result(String customer, String key);

    /// Replaces the document, if it still has this version.
    ///
    /// @param expectedVersion 0 where there is none
    /// @param key of what is asked for, done once; absent where nothing is
    /// @param result what it comes to
    Future<Saved> save(
            String customer,
            long expectedVersion,
            String document,
            Optional<String> key,
            String result);

    /// What became of it.
    sealed interface Saved {
        /// It is replaced.
        record Done() implements Saved {}

        /// It was asked for before, and nothing was changed.
        ///
        /// @param result what it came to then
        record Repeated(String result) implements Saved {}

        /// It has another version, and nothing was changed.
        record Moved() implements Saved {}
    }
}
