package dev.switchboard.gateway.policy;

import dev.switchboard.gateway.policy.Text.Argument.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the gateway itself has to say to customers, and to agents of them, as `texts/en.yaml`
/// explains it, and what is filled in.
public enum Text {
    WAITED_OTHER_MARKETS("waited.other-markets"),
    WAITED_CALLBACK("waited.callback"),
    WAITED_TICKET("waited.ticket"),
    CLOSED_OTHER_MARKETS("closed.other-markets"),
    CLOSED_CALLBACK("closed.callback"),
    CLOSED_TICKET("closed.ticket"),
    CLOSED_UNTIL_OTHER_MARKETS("closed-until.other-markets", words("opens")),
    CLOSED_UNTIL_CALLBACK("closed-until.callback", words("opens")),
    CLOSED_UNTIL_TICKET("closed-until.ticket", words("opens")),
    TARGET_UNAVAILABLE("target-unavailable"),
    TRANSLATION("translation", words("name")),
    TRANSLATED("translated", words("name")),
    HANDOFF_DIRECT_REQUEST("handoff.direct-request"),
    HANDOFF_DISPUTE("handoff.dispute"),
    HANDOFF_ACCOUNT_ACCESS("handoff.account-access"),
    HANDOFF_DISTRESS("handoff.distress"),
    HANDOFF_LEGAL("handoff.legal"),
    HANDOFF_REPEATED("handoff.repeated"),
    HANDOFF_OUT_OF_SCOPE("handoff.out-of-scope"),
    HANDOFF_UNGROUNDED("handoff.ungrounded"),
    HANDOFF_ASSISTANT_UNAVAILABLE("handoff.assistant-unavailable"),
    HANDOFF_POLICY("handoff.policy"),
    HANDOFF_TRANSFER("handoff.transfer"),
    HANDOFF_AGENT_LOST("handoff.agent-lost"),
    HOLDER_AGENT("holder.agent", words("name")),
    HOLDER_ASSISTANT("holder.assistant"),
    HOLDER_ENDED("holder.ended"),
    HOLDER_IDLE("holder.idle"),
    QUEUE_PLACE("queue.place", number("position")),
    QUEUE_MINUTES("queue.minutes", number("minutes")),
    QUEUE_RANGE("queue.range", number("low"), number("high")),
    GOODBYE_RESTARTING("goodbye.restarting"),
    GOODBYE_EXPIRED("goodbye.expired"),
    GOODBYE_REPLACED("goodbye.replaced"),
    GOODBYE_SLOW("goodbye.slow"),
    GOODBYE_FULL("goodbye.full"),
    ERROR_TOO_LARGE("error.too-large"),
    ERROR_TOO_MANY("error.too-many", number("seconds")),
    ERROR_CLOSED("error.closed"),
    ERROR_UNAVAILABLE("error.unavailable"),
    ERROR_OTHER("error.other"),
    ACTION_EXTEND_DUE_DATE(
            "action.extend-due-date",
            words("amount"),
            words("order"),
            words("shop"),
            words("date"),
            words("fee")),
    ACTION_EXTEND_DUE_DATE_DONE(
            "action.extend-due-date-done", words("amount"), words("order"), words("date")),
    ACTION_CHANGE_PLAN(
            "action.change-plan", number("count"), words("order"), words("shop"), words("amount")),
    ACTION_CHANGE_PLAN_DONE(
            "action.change-plan-done", number("count"), words("order"), words("amount")),
    ACTION_REPORT_RETURN("action.report-return", words("order"), words("shop")),
    ACTION_REPORT_RETURN_DONE("action.report-return-done", words("order")),
    ACTION_CHANGE_ADDRESS("action.change-address", words("value")),
    ACTION_CHANGE_ADDRESS_DONE("action.change-address-done", words("value")),
    ACTION_CHANGE_EMAIL("action.change-email", words("value")),
    ACTION_CHANGE_EMAIL_DONE("action.change-email-done", words("value")),
    ACTION_CHANGE_PHONE("action.change-phone", words("value")),
    ACTION_CHANGE_PHONE_DONE("action.change-phone-done", words("value")),
    ACTION_CHANGE_LANGUAGE("action.change-language", words("value")),
    ACTION_CHANGE_LANGUAGE_DONE("action.change-language-done", words("value")),
    ACTION_ASK("action.ask"),
    ACTION_REFUSED("action.refused"),
    ACTION_IMPOSSIBLE("action.impossible"),
    ACCOUNT_ORDER(
            "account.order",
            words("item"),
            words("shop"),
            words("date"),
            words("amount"),
            words("order")),
    ACCOUNT_PARCEL_PREPARING("account.parcel-preparing", words("shop"), words("order")),
    ACCOUNT_PARCEL_TRANSIT(
            "account.parcel-transit", words("order"), words("date"), words("tracking")),
    ACCOUNT_PARCEL_PICKUP(
            "account.parcel-pickup",
            words("order"),
            words("place"),
            words("date"),
            words("tracking")),
    ACCOUNT_PARCEL_DELIVERED(
            "account.parcel-delivered", words("order"), words("date"), words("tracking")),
    ACCOUNT_PARCEL_DELAYED(
            "account.parcel-delayed", words("order"), words("date"), words("tracking")),
    ACCOUNT_PARCEL_LOST("account.parcel-lost", words("order"), words("date"), words("tracking")),
    ACCOUNT_RETURN_REPORTED(
            "account.return-reported", words("order"), words("date"), words("shop")),
    ACCOUNT_RETURN_RECEIVED(
            "account.return-received", words("shop"), words("order"), words("date")),
    ACCOUNT_REFUND_PENDING(
            "account.refund-pending", words("amount"), words("order"), words("date")),
    ACCOUNT_REFUND_PAID("account.refund-paid", words("amount"), words("order"), words("date")),
    ACCOUNT_PAYMENT_DUE("account.payment-due", words("amount"), words("order"), words("date")),
    ACCOUNT_PAYMENT_OVERDUE(
            "account.payment-overdue", words("amount"), words("order"), words("date")),
    ACCOUNT_PAYMENT_PAID("account.payment-paid", words("amount"), words("order"), words("date")),
    ACCOUNT_PAYMENT_PAUSED("account.payment-paused", words("amount"), words("order")),
    ACCOUNT_EXTENSION_POSSIBLE(
            "account.extension-possible", words("order"), words("date"), words("fee")),
    ACCOUNT_EXTENSION_IMPOSSIBLE("account.extension-impossible", words("order")),
    ACCOUNT_PLAN("account.plan", number("count"), words("order"), words("amount")),
    ACCOUNT_DECLINED("account.declined", words("amount"), words("shop"), words("date")),
    ACCOUNT_DECLINED_LIMIT("account.declined-limit"),
    ACCOUNT_DECLINED_OVERDUE("account.declined-overdue"),
    ACCOUNT_DECLINED_DETAILS("account.declined-details"),
    ACCOUNT_DECLINED_CHECK("account.declined-check"),
    ACCOUNT_PROFILE(
            "account.profile", words("name"), words("address"), words("email"), words("phone")),
    ACCOUNT_NOTHING("account.nothing"),
    BRIEFING_ASKED("briefing.asked", words("words")),
    BRIEFING_TRIED("briefing.tried", words("what")),
    BRIEFING_ORDERS("briefing.orders", words("numbers")),
    BRIEFING_PROPOSED("briefing.proposed", words("what")),
    BRIEFING_AGREED("briefing.agreed", words("what")),
    BRIEFING_CALM("briefing.calm"),
    BRIEFING_WORRIED("briefing.worried"),
    BRIEFING_ANGRY("briefing.angry"),
    BRIEFING_NEXT("briefing.next", words("what")),
    BRIEFING_CUSTOMER("briefing.customer", words("facts"));

    private static final Map<String, Text> BY_KEY =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Text::key, Function.identity()));

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a list that is made once and never changed
    private final List<Argument> arguments;

    /// What is filled in.
    ///
    /// @param name in the braces
    public record Argument(String name, Kind kind) {

        /// What it is filled in with.
        public enum Kind {
            /// A text of any kind, as it is.
            WORDS,
            /// A whole number, which plurals may go by.
            NUMBER
        }
    }

    Text(String key, Argument... arguments) {
        this.key = key;
        this.arguments = List.of(arguments);
    }

    /// The text of a path in the files, if there is one.
    public static Optional<Text> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /// Its path in the files.
    public String key() {
        return key;
    }

    /// What is filled in, which every text of this key has.
    public List<Argument> arguments() {
        return arguments;
    }

    private static Argument words(String name) {
        return new Argument(name, Kind.WORDS);
    }

    private static Argument number(String name) {
        return new Argument(name, Kind.NUMBER);
    }
}
