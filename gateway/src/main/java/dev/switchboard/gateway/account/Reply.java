package dev.switchboard.gateway.account;

import java.util.function.Function;

/// What came of asking the account's service.
public sealed interface Reply<T> {

    /// It answered.
    record Ok<T>(T value) implements Reply<T> {}

    /// This customer has nothing of that name, whoever else may have.
    record NotFound<T>() implements Reply<T> {}

    /// It cannot be done as things are, or not on these terms any more.
    record Impossible<T>() implements Reply<T> {}

    /// The value is not one that can be kept.
    record Invalid<T>() implements Reply<T> {}

    /// It did not answer, or nothing that can be understood. Whether a change was made is unknown.
    ///
    /// @param detail for the operator's log; nothing of the customer's
    record Unavailable<T>(String detail) implements Reply<T> {}

    /// The same with another value.
    default <R> Reply<R> map(Function<T, R> value) {
        return switch (this) {
            case Ok<T>(var found) -> new Ok<>(value.apply(found));
            case NotFound<T> _ -> new NotFound<>();
            case Impossible<T> _ -> new Impossible<>();
            case Invalid<T> _ -> new Invalid<>();
            case Unavailable<T>(var detail) -> new Unavailable<>(detail);
        };
    }
}
