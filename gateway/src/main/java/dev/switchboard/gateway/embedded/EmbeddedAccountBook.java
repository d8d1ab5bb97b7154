package dev.switchboard.gateway.embedded;

import com.ibm.icu.util.ULocale;
import dev.switchboard.gateway.account.Account.Declined;
import dev.switchboard.gateway.account.Account.Money;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Parcel;
import dev.switchboard.gateway.account.Account.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A customer who is made up: the same subject and market always give the same account.
///
/// @param purchases the newest first
record EmbeddedAccountBook(Profile profile, List<Purchase> purchases, List<Declined> declined) {

    private static final String CURRENCY_ELSEWHERE = "EUR";
    private static final String MARKET_ELSEWHERE = "IE";

    /// How many of a currency's units a euro is, about: prices should look like prices.
    private static final Map<String, Integer> UNITS =
            Map.ofEntries(
                    Map.entry("SEK", 10),
                    Map.entry("NOK", 10),
                    Map.entry("DKK", 8),
                    Map.entry("PLN", 4),
                    Map.entry("CZK", 25),
                    Map.entry("HUF", 400),
                    Map.entry("AUD", 2),
                    Map.entry("NZD", 2),
                    Map.entry("JPY", 160),
                    Map.entry("INR", 90));

    private static final List<String> SHOPS =
            List.of("Norrsken Sport", "Casa Bella", "Technova", "Papyrus", "Blue Harbour", "Fjord");

    private static final List<String> ITEMS =
            List.of(
                    "Strada 3 Sneakers",
                    "Lumen Desk 40",
                    "Aria X2 Headphones",
                    "Tidal Hoodie",
                    "Opal Teapot",
                    "Atlas Backpack 22");

    /// Whole numbers of which a half, a third and a quarter are whole, too.
    private static final List<Integer> PRICES = List.of(96, 48, 144, 60, 84, 36);

    private static final List<Declined.Why> REASONS =
            List.of(Declined.Why.LIMIT, Declined.Why.DETAILS, Declined.Why.CHECK);

    private static final List<String> SURNAMES =
            List.of("Berg", "Costa", "Novak", "Meyer", "Silva", "Lind");

    /// A purchase, and when its payment is due.
    ///
    /// @param paid when it was paid, where it was
    /// @param received when the shop got it back, where it did
    record Purchase(
            Order order, LocalDate due, Optional<LocalDate> paid, Optional<LocalDate> received) {}

    /// @param first the day of the first visit
    static EmbeddedAccountBook of(String sub, Optional<String> market, LocalDate first) {
        return new Author(sub, market.orElse(MARKET_ELSEWHERE), first).write();
    }

    private static final class Author {
        private final String sub;
        private final String market;
        private final LocalDate first;
        private final SplittableRandom random;
        private final String currency;
        private final int from;

        Author(String sub, String market, LocalDate first) {
            this.sub = sub;
            this.market = market;
            this.first = first;
            this.random = new SplittableRandom(sub.hashCode());
            this.currency = currency(market);
            this.from = random.nextInt(SHOPS.size());
        }

        private static String currency(String market) {
            try {
                Currency here = Currency.getInstance(Locale.of("", market));
                return here == null ? CURRENCY_ELSEWHERE : here.getCurrencyCode();
            } catch (IllegalArgumentException noCountry) {
                return CURRENCY_ELSEWHERE;
            }
        }

        EmbeddedAccountBook write() {
            boolean late = random.nextBoolean();
            var purchases = new ArrayList<Purchase>();
            purchases.add(open(0, 2, parcel(Parcel.State.TRANSIT, 3), 28));
            purchases.add(
                    open(
                            1,
                            6,
                            random.nextBoolean()
                                    ? parcel(Parcel.State.DELAYED, 5)
                                    : waiting(parcel(Parcel.State.PICKUP, 7)),
                            21));
            purchases.add(open(2, 25, parcel(Parcel.State.DELIVERED, -20), 4));
            purchases.add(sentBack(3));
            if (late) {
                purchases.add(open(4, 40, parcel(Parcel.State.DELIVERED, -36), -6));
            }
            Declined.Why why =
                    late ? Declined.Why.OVERDUE : REASONS.get(random.nextInt(REASONS.size()));
            return new EmbeddedAccountBook(
                    profile(),
                    List.copyOf(purchases),
                    List.of(new Declined(shop(5), price(2, 2), first.minusDays(1), why)));
        }

        private Purchase open(int number, int daysAgo, Parcel parcel, int dueIn) {
            return new Purchase(
                    order(number, daysAgo, parcel),
                    first.plusDays(dueIn),
                    Optional.empty(),
                    Optional.empty());
        }

        private Purchase sentBack(int number) {
            return new Purchase(
                    order(number, 33, parcel(Parcel.State.DELIVERED, -29)),
                    first.minusDays(3),
                    Optional.of(first.minusDays(27)),
                    Optional.of(first.minusDays(2)));
        }

        private Order order(int number, int daysAgo, Parcel parcel) {
            return new Order(
                    "LM-" + (100_000 + random.nextInt(900_000)),
                    shop(number),
                    ITEMS.get((from + number) % ITEMS.size()),
                    first.minusDays(daysAgo),
                    price(number, 1),
                    parcel);
        }

        private Parcel parcel(Parcel.State state, int days) {
            String tracking = "LX" + (100_000_000 + random.nextInt(900_000_000)) + market;
            return new Parcel(
                    state,
                    Optional.of(first.plusDays(days)),
                    Optional.of(tracking),
                    Optional.empty());
        }

        private static Parcel waiting(Parcel parcel) {
            return new Parcel(
                    parcel.state(), parcel.date(), parcel.tracking(), Optional.of("Kiosk 24"));
        }

        private String shop(int number) {
            return SHOPS.get((from + number) % SHOPS.size());
        }

        private Money price(int number, int times) {
            int value =
                    PRICES.get((from + number) % PRICES.size())
                            * times
                            * UNITS.getOrDefault(currency, 1);
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            return new Money(
                    BigDecimal.valueOf(value).setScale(digits, RoundingMode.UNNECESSARY), currency);
        }

        private Profile profile() {
            String given = sub.replaceAll("[^\\p{L}]+", " ").strip().split(" ", 2)[0];
            String name =
                    given.isEmpty()
                            ? "Alex"
                            : given.substring(0, 1).toUpperCase(Locale.ROOT) + given.substring(1);
            String mail = sub.replaceAll("[^A-Za-z0-9]+", ".").replaceAll("^\\.|\\.$", "");
            return new Profile(
                    name + " " + SURNAMES.get(random.nextInt(SURNAMES.size())),
                    "Market Street " + (1 + random.nextInt(90)) + ", " + market,
                    (mail.isEmpty() ? "alex" : mail) + "@example.com",
                    "+44 7700 900" + (100 + random.nextInt(900)),
                    ULocale.addLikelySubtags(new ULocale("und_" + market)).getLanguage());
        }
    }
}
