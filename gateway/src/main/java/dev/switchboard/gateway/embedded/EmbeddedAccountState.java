package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.account.Change;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What has become of an account that was made up: the day of the first visit, and what was changed
/// since. By the numbers of orders, and by the words of a profile's fields.
///
/// @param extended to which day the next payment was moved
/// @param plans in how many payments it is paid
/// @param returned when it was reported to be on its way back
/// @param profile what was given instead
record EmbeddedAccountState(
        LocalDate first,
        SortedMap<String, LocalDate> extended,
        SortedMap<String, Integer> plans,
        SortedMap<String, LocalDate> returned,
        SortedMap<String, String> profile) {

    EmbeddedAccountState {
        extended = Collections.unmodifiableSortedMap(new TreeMap<>(extended));
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        returned = Collections.unmodifiableSortedMap(new TreeMap<>(returned));
        profile = Collections.unmodifiableSortedMap(new TreeMap<>(profile));
    }

    static EmbeddedAccountState of(LocalDate first) {
        return new EmbeddedAccountState(
                first, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /// The state after a change.
    ///
    /// @param date to which the due date moves, or on which the return is reported
    EmbeddedAccountState after(Change change, LocalDate date) {
        var newExtended = new TreeMap<>(extended);
        var newPlans = new TreeMap<>(plans);
        var newReturned = new TreeMap<>(returned);
        var newProfile = new TreeMap<>(profile);
        switch (change) {
            case Change.ExtendDueDate(var order) -> newExtended.put(order, date);
            case Change.ChangePlan(var order, var payments) -> newPlans.put(order, payments);
            case Change.ReportReturn(var order) -> newReturned.put(order, date);
            case Change.ChangeProfile(var field, var value) -> newProfile.put(field.word(), value);
        }
        return new EmbeddedAccountState(first, newExtended, newPlans, newReturned, newProfile);
    }
}
