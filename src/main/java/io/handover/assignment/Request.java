package io.handover.assignment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One record of the input file: "this order belongs there". Texts are as they came, without the blanks around them;
 * blank for not given.
 *
 * @param orderNumber sales or web order number
 * @param orderNumberType SALES, WEB or blank, without case
 * @param account domain, name or contact e-mail address of the destination account
 * @param accountKey DOMAIN, NAME, EMAIL or blank, without case
 * @param virtualAccount name; blank for the account's default
 * @param requester e-mail address of who asks; the run's requester where the record names none
 * @param expectedAccount domain of the account that the order should be in now, NONE or blank
 * @param malformation what is wrong with the record's form, as the end of a sentence that begins "The record"; null
 *     for nothing
 * @param miscounted whether the record has a wrong number of fields, so that no field can be trusted
 */
public record Request(
        String orderNumber,
        String orderNumberType,
        String account,
        String accountKey,
        String virtualAccount,
        String requester,
        String expectedAccount,
        String justification,
        String caseNumber,
        @Nullable String malformation,
        boolean miscounted) {

    private static final Set<String> ORDER_NUMBER_TYPES = Set.of("", "sales", "web");
    private static final Set<String> ACCOUNT_KEYS = Set.of("", "domain", "name", "email");

    /** As a spreadsheet rewrites long numbers: {@code 1.13582E+08}, {@code 1,1E8}, {@code 113582E+3}, {@code 17850.0}. */
    private static final Pattern DAMAGED = Pattern.compile("""
            [+-]? (?: (?: \\d+[.,]\\d* | [.,]\\d+ ) [eE] [+-]? \\d+
                    | \\d+ [eE] [+-] \\d+
                    | \\d+ \\.0 )""", Pattern.COMMENTS);

    public Request {
        if (miscounted && malformation == null) {
            throw new IllegalArgumentException("A record with a wrong number of fields is malformed.");
        }
    }

    /**
     * Whether the text has the form of an e-mail address: something, one {@code @}, and words with dots between them,
     * all without blanks and control characters. Loose on purpose: whether an address exists is for the list of people
     * to say.
     */
    public static boolean isEmailAddress(String text) {
        int at = text.indexOf('@');
        if (at < 1) {
            return false;
        }
        boolean wordExpected = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean separator = i == at || (character == '.' && i > at);
            boolean secondAt = character == '@' && i > at;
            if (secondAt || isBlankOrControl(character) || (separator && wordExpected)) {
                return false;
            }
            wordExpected = separator;
        }
        return !wordExpected;
    }

    private static boolean isBlankOrControl(char character) {
        return character <= ' '
                || (character >= 0x7F && (Character.isSpaceChar(character) || Character.isISOControl(character)));
    }

    /**
     * Returns what is wrong with the record in itself, whatever the facts are, primary reason first. Of a record with
     * a wrong number of fields nothing more is said than that.
     */
    public Set<Reason> faults() {
        Set<Reason> faults = EnumSet.noneOf(Reason.class);
        if (malformation != null) {
            faults.add(Reason.MALFORMED_RECORD);
        }
        if (!miscounted) {
            if (!missingFields().isEmpty()) {
                faults.add(Reason.MISSING_FIELD);
            }
            if (isDamaged(orderNumber)) {
                faults.add(Reason.DAMAGED_NUMBER);
            }
            if (!invalidValues().isEmpty()) {
                faults.add(Reason.INVALID_VALUE);
            }
        }
        return faults;
    }

    private static boolean isDamaged(String number) {
        boolean hasExponent = number.indexOf('e') >= 0 || number.indexOf('E') >= 0;
        return (hasExponent || number.endsWith(".0")) && DAMAGED.matcher(number).matches();
    }

    /** Whether the requester, when internal, has named the support case that this is about. */
    public boolean namesCase() {
        return !caseNumber.isEmpty();
    }

    boolean isJustified() {
        return !justification.isEmpty();
    }

    /** Returns the names of the required fields that are blank. */
    List<String> missingFields() {
        List<String> missing = new ArrayList<>();
        if (orderNumber.isEmpty()) {
            missing.add("order_number");
        }
        if (account.isEmpty()) {
            missing.add("smart_account");
        }
        if (requester.isEmpty()) {
            missing.add("requester");
        }
        return missing;
    }

    /** Returns, for each field whose value cannot be one, what is wrong in words. */
    List<String> invalidValues() {
        List<String> invalid = new ArrayList<>();
        if (!ORDER_NUMBER_TYPES.contains(Text.fold(orderNumberType))) {
            invalid.add("order_number_type is " + Message.quote(orderNumberType) + ", not SALES, WEB or blank");
        }
        String key = Text.fold(accountKey);
        if (!ACCOUNT_KEYS.contains(key)) {
            invalid.add("smart_account_key is " + Message.quote(accountKey) + ", not DOMAIN, NAME, EMAIL or blank");
        }
        if (key.equals("email") && !account.isEmpty() && !isEmailAddress(account)) {
            invalid.add("smart_account is " + Message.quote(account) + ", which cannot be an e-mail address");
        }
        if (!requester.isEmpty() && !isEmailAddress(requester)) {
            invalid.add("requester is " + Message.quote(requester) + ", which cannot be an e-mail address");
        }
        return invalid;
    }
}
