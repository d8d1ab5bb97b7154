package dev.switchboard.gateway.assistant.privacy;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/// What makes a national id a right one, by country. Each takes it in lower case, with nothing but
/// letters, digits, plus and minus.
final class IdChecks {

    private static final String FINNISH = "0123456789abcdefhjklmnprstuvwxy";
    private static final String SPANISH = "trwagmyfpdxbnjzsqvhlcke";
    private static final String IRISH = "wabcdefghijklmnopqrstuv";
    private static final String OMOCODIA = "lmnpqrstuv";

    /// What the letters a–z count at odd places of a codice fiscale; digits count as a–j.
    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private IdChecks() {}

    static boolean swedish(String id) {
        String digits = digits(id);
        String ten = digits.substring(digits.length() - 10);
        int day = number(ten, 4, 6);
        return isDate(number(ten, 0, 2), number(ten, 2, 4), day > 60 ? day - 60 : day) && luhn(ten);
    }

    static boolean norwegian(String id) {
        int day = number(id, 0, 2);
        return isDate(number(id, 4, 6), number(id, 2, 4), day > 40 ? day - 40 : day)
                && sum(id, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /// Since 2007 the check digit need not be right; with its hyphen it is known by its date.
    static boolean danishForm(String id) {
        return isDate(number(id, 4, 6), number(id, 2, 4), number(id, 0, 2));
    }

    static boolean danish(String id) {
        return danishForm(id) && sum(id, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static boolean finnish(String id) {
        int number = number(id, 0, 6) * 1000 + number(id, 7, 10);
        return isDate(number(id, 4, 6), number(id, 2, 4), number(id, 0, 2))
                && FINNISH.charAt(number % 31) == id.charAt(10);
    }

    static boolean spanish(String id) {
        String plain = id.replace("-", "");
        int foreign = "xyz".indexOf(plain.charAt(0));
        String digits = digits(plain);
        boolean whole = foreign >= 0 ? digits.length() == 7 : digits.length() == 8;
        String number = foreign >= 0 ? foreign + digits : digits;
        return whole
                && SPANISH.charAt(Integer.parseInt(number) % 23)
                        == plain.charAt(plain.length() - 1);
    }

    static boolean italian(String id) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = id.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : c - 'a';
            sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
        }
        boolean day = Character.isDigit(id.charAt(9)) || OMOCODIA.indexOf(id.charAt(9)) >= 0;
        return day && id.charAt(15) == 'a' + sum % 26;
    }

    static boolean polish(String id) {
        return isDate(number(id, 0, 2), number(id, 2, 4) % 20, number(id, 4, 6))
                && sum(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    static boolean dutch(String id) {
        return !id.equals("000000000") && sum(id, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    static boolean belgian(String id) {
        String digits = digits(id);
        long number = Long.parseLong(digits.substring(0, 9));
        int check = number(digits, 9, 11);
        return isDate(number(digits, 0, 2), number(digits, 2, 4), number(digits, 4, 6))
                && (97 - number % 97 == check || 97 - (2_000_000_000L + number) % 97 == check);
    }

    static boolean portuguese(String id) {
        int rest = sum(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return id.charAt(0) != '0' && (rest < 2 ? 0 : 11 - rest) == id.charAt(8) - '0';
    }

    static boolean french(String id) {
        String number = id.substring(0, 13).replace("2a", "19").replace("2b", "18");
        BigInteger rest = new BigInteger(number).mod(BigInteger.valueOf(97));
        int month = number(id, 3, 5);
        return (month <= 12 || month >= 20) && 97 - rest.intValue() == number(id, 13, 15);
    }

    /// One digit of the first ten stands there twice or three times.
    static boolean german(String id) {
        long distinct = id.substring(0, 10).chars().distinct().count();
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (id.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        int check = 11 - product == 10 ? 0 : 11 - product;
        return id.charAt(0) != '0'
                && (distinct == 8 || distinct == 9)
                && check == id.charAt(10) - '0';
    }

    static boolean czech(String id) {
        String digits = digits(id);
        int month = number(digits, 2, 4) % 50 % 20;
        boolean old = digits.length() == 9 && number(digits, 0, 2) < 54;
        return isDate(number(digits, 0, 2), month, number(digits, 4, 6))
                && (old || (digits.length() == 10 && Long.parseLong(digits) % 11 == 0));
    }

    static boolean romanian(String id) {
        int rest = sum(id, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return id.charAt(0) != '0'
                && isDate(number(id, 1, 3), number(id, 3, 5), number(id, 5, 7))
                && (rest == 10 ? 1 : rest) == id.charAt(12) - '0';
    }

    static boolean greek(String id) {
        return isDate(number(id, 4, 6), number(id, 2, 4), number(id, 0, 2)) && luhn(id);
    }

    static boolean austrian(String id) {
        int check = sum(id, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11;
        return isDate(number(id, 8, 10), number(id, 6, 8), number(id, 4, 6))
                && check == id.charAt(3) - '0';
    }

    static boolean swiss(String id) {
        return sum(id, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
    }

    static boolean irish(String id) {
        int second = id.length() > 8 ? id.charAt(8) == 'w' ? 0 : id.charAt(8) - 'a' + 1 : 0;
        int sum = sum(id.substring(0, 7), 8, 7, 6, 5, 4, 3, 2) + 9 * second;
        return IRISH.charAt(sum % 23) == id.charAt(7);
    }

    static boolean hungarian(String id) {
        String digits = digits(id);
        return sum(digits, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == digits.charAt(8) - '0';
    }

    static boolean luhn(String id) {
        return LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits(id));
    }

    private static String digits(String id) {
        return id.replaceAll("\\D", "");
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }

    private static int sum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return sum;
    }

    /// Years of two digits may be of a leap year's century.
    private static boolean isDate(int year, int month, int day) {
        try {
            LocalDate.of(2000 + year, month, day);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
