package dev.switchboard.gateway.account;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What an account holds, in the form in which `docs/account-service.yaml` describes it. All days
/// are those of the customer's market.
public final class Account {

    private Account() {}

    /// An amount of money.
    ///
    /// @param value with as many decimals as the currency has
    /// @param currency ISO 4217
    public record Money(
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal value, String currency) {
        public Money {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(currency, "currency");
        }
    }

    /// Something bought.
    ///
    /// @param id how customer and company call it
    public record Order(
            String id, String shop, String item, LocalDate bought, Money amount, Parcel parcel) {
        public Order {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(shop, "shop");
            Objects.requireNonNull(item, "item");
            Objects.requireNonNull(bought, "bought");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(parcel, "parcel");
        }
    }

    /// Where something bought is.
    ///
    /// @param date when it should arrive, arrived, must be fetched by, or has been missing since
    /// @param place where it waits
    public record Parcel(
            Parcel.State state,
            Optional<LocalDate> date,
            Optional<String> tracking,
            Optional<String> place) {
        public Parcel {
            Objects.requireNonNull(state, "state");
        }

        /// How far it is.
        public enum State {
            @JsonProperty("preparing")
            PREPARING,
            @JsonProperty("transit")
            TRANSIT,
            @JsonProperty("pickup")
            PICKUP,
            @JsonProperty("delivered")
            DELIVERED,
            @JsonProperty("delayed")
            DELAYED,
            @JsonProperty("lost")
            LOST
        }
    }

    /// Something on its way back.
    ///
    /// @param date when the customer reported it, or when the shop received it
    public record Return(
            String order,
            String shop,
            Return.State state,
            LocalDate date,
            Optional<Refund> refund) {
        public Return {
            Objects.requireNonNull(order, "order");
            Objects.requireNonNull(shop, "shop");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(date, "date");
        }

        /// How far it is.
        public enum State {
            @JsonProperty("reported")
            REPORTED,
            @JsonProperty("received")
            RECEIVED
        }
    }

    /// Money on its way back.
    ///
    /// @param paid whether it has been paid, or is still to be
    /// @param date when, or by when
    public record Refund(boolean paid, Money amount, LocalDate date) {
        public Refund {
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(date, "date");
        }
    }

    /// Something to pay, or paid.
    ///
    /// @param date when it is due, was due, or was paid; without meaning while it is paused
    /// @param extension to where the due date can be moved, where it can
    /// @param plans in how many payments the order can be paid instead
    public record Payment(
            String order,
            String shop,
            Money amount,
            Payment.State state,
            LocalDate date,
            Optional<Extension> extension,
            List<Plan> plans) {
        public Payment {
            Objects.requireNonNull(order, "order");
            Objects.requireNonNull(shop, "shop");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(date, "date");
            plans = List.copyOf(Objects.requireNonNullElse(plans, List.of()));
        }

        /// How it stands.
        public enum State {
            @JsonProperty("due")
            DUE,
            @JsonProperty("overdue")
            OVERDUE,
            @JsonProperty("paid")
            PAID,
            @JsonProperty("paused")
            PAUSED
        }
    }

    /// A later due date, and what it costs.
    public record Extension(LocalDate date, Money fee) {
        public Extension {
            Objects.requireNonNull(date, "date");
            Objects.requireNonNull(fee, "fee");
        }
    }

    /// A number of payments of the same amount.
    public record Plan(int count, Money amount) {
        public Plan {
            Objects.requireNonNull(amount, "amount");
        }
    }

    /// A purchase that was not approved.
    public record Declined(String shop, Money amount, LocalDate date, Why reason) {
        public Declined {
            Objects.requireNonNull(shop, "shop");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(date, "date");
            Objects.requireNonNull(reason, "reason");
        }

        /// What may be said of why.
        public enum Why {
            @JsonProperty("limit")
            LIMIT,
            @JsonProperty("overdue")
            OVERDUE,
            @JsonProperty("details")
            DETAILS,
            @JsonProperty("check")
            CHECK
        }
    }

    /// Who the customer is.
    ///
    /// @param language BCP 47, of letters and emails
    public record Profile(
            String name, String address, String email, String phone, String language) {
        public Profile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(email, "email");
            Objects.requireNonNull(phone, "phone");
            Objects.requireNonNull(language, "language");
        }
    }
}
