package dev.switchboard.gateway.evals;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who plays a case in one run: a fresh customer whose account has all that the case speaks of and,
/// where it speaks of somebody else's, that other customer.
///
/// @param before the customer's account before the first word
record Cast(EvalCase script, String sub, AccountView before, Optional<Other> other) {

    /// Half of the accounts have what the others do not, so a few are enough; where none has it,
    /// none will.
    private static final int TRIES = 40;

    record Other(String sub, AccountView before) {}

    /// Finds them.
    ///
    /// @throws Stuck where no account has all of it
    static Cast of(EvalCase script, Accounts accounts) throws InterruptedException {
        Set<String> names = Placeholders.in(script.texts());
        Other self = find(script, accounts, names, false);
        Optional<Other> other =
                names.stream().anyMatch(Placeholders::isOther)
                        ? Optional.of(find(script, accounts, names, true))
                        : Optional.empty();
        return new Cast(script, self.sub(), self.before(), other);
    }

    private static Other find(EvalCase script, Accounts accounts, Set<String> names, boolean others)
            throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            String sub = (others ? "robin-" : "kim-") + UUID.randomUUID();
            AccountView account = accounts.of(sub, script.market());
            if (names.stream()
                    .filter(name -> Placeholders.isOther(name) == others)
                    .allMatch(name -> account.value(Placeholders.own(name)).isPresent())) {
                return new Other(sub, account);
            }
        }
        throw new Stuck("no account has all of " + String.join(", ", names));
    }

    /// A text of the case as these customers say it.
    String fill(String text) {
        return Placeholders.fill(
                text,
                name ->
                        (Placeholders.isOther(name) ? other.orElseThrow().before() : before)
                                .value(Placeholders.own(name)));
    }
}
