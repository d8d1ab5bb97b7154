package dev.switchboard.routing.policy;

import java.util.List;

/// Where work goes that nobody took in time: the last step, which has room for everything.
public sealed interface Overflow {

    /// To the agents of other markets as well.
    ///
    /// @param markets ISO 3166 countries; none named means all
    record OtherMarkets(List<String> markets) implements Overflow {
        public OtherMarkets {
            markets.forEach(market -> Checks.text(market, "other-markets"));
            markets = List.copyOf(markets);
        }
    }

    /// The customer is told that somebody will come back to them, and need not wait. The work stays
    /// with the pool, behind that of customers who wait, and goes to whoever has room.
    ///
    /// @param how by which way
    record Deferred(How how) implements Overflow {
        /// By which way somebody comes back to the customer.
        public enum How {
            /// In this chat or by phone.
            CALLBACK,
            /// In writing.
            TICKET
        }
    }
}
