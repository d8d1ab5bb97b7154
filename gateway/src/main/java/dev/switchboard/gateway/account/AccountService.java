package dev.switchboard.gateway.account;

import dev.switchboard.gateway.account.Account.Declined;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Payment;
import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.Account.Return;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Whoever keeps the customers' accounts. Each call is about one customer, whom the gateway names
/// from the token; nothing that a model or a customer writes can name another. No future fails.
public interface AccountService {

    /// Whose account.
    ///
    /// @param sub the token's subject
    /// @param market ISO 3166, of the token
    record Customer(String sub, Optional<String> market) {
        public Customer {
            Objects.requireNonNull(sub);
            Objects.requireNonNull(market);
        }
    }

    /// What was bought, the newest first.
    Future<Reply<List<Order>>> orders(Customer customer);

    /// What is to be paid or was paid, what is due first.
    Future<Reply<List<Payment>>> payments(Customer customer);

    /// What was sent back.
    Future<Reply<List<Return>>> returns(Customer customer);

    /// What could not be bought.
    Future<Reply<List<Declined>>> declined(Customer customer);

    /// Who the customer is.
    Future<Reply<Profile>> profile(Customer customer);

    /// The terms on which a change would be made. Changes nothing.
    Future<Reply<Quote>> quote(Customer customer, Change change);

    /// Makes a change on terms that were quoted.
    ///
    /// @param key makes it once, however often it is asked for under this key
    /// @return the terms on which it was made, now or before
    Future<Reply<Quote>> change(Customer customer, Quote quote, String key);
}
