package dev.switchboard.gateway.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Something that can be changed on an account.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.ExtendDueDate.class, name = "extend-due-date"),
    @JsonSubTypes.Type(value = Change.ChangePlan.class, name = "change-plan"),
    @JsonSubTypes.Type(value = Change.ReportReturn.class, name = "report-return"),
    @JsonSubTypes.Type(value = Change.ChangeProfile.class, name = "change-profile"),
})
public sealed interface Change {

    /// Moves the due date of an order's next payment.
    record ExtendDueDate(String order) implements Change {
        public ExtendDueDate {
            Objects.requireNonNull(order, "order");
        }
    }

    /// Has an order paid in another number of payments.
    record ChangePlan(String order, int payments) implements Change {
        public ChangePlan {
            Objects.requireNonNull(order, "order");
        }
    }

    /// Says that an order is on its way back, which pauses its payment.
    record ReportReturn(String order) implements Change {
        public ReportReturn {
            Objects.requireNonNull(order, "order");
        }
    }

    /// Changes a fact about the customer.
    record ChangeProfile(Field field, String value) implements Change {
        public ChangeProfile {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(value, "value");
        }

        /// What can be changed.
        public enum Field {
            @JsonProperty("address")
            ADDRESS,
            @JsonProperty("email")
            EMAIL,
            @JsonProperty("phone")
            PHONE,
            @JsonProperty("language")
            LANGUAGE;

            /// As the wire and the texts call it.
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }

            /// The one of this name.
            public static Optional<Field> of(String word) {
                for (Field field : values()) {
                    if (field.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                        return Optional.of(field);
                    }
                }
                return Optional.empty();
            }
        }
    }
}
