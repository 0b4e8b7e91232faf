package io.handover.csv;

/**
 * The apostrophe that keeps a spreadsheet from taking a value for a formula. For every value,
 * {@code takeOff(add(value))} is the value again, because values that have apostrophes of their own before a formula
 * get one more, too.
 */
public final class FormulaQuote {
    private FormulaQuote() {}

    /** Returns the value with one apostrophe before it if it matches {@code ^'*[=+\-@\t\r]}, else as it is. */
    public static String add(String value) {
        return startOfFormula(value) < 0 ? value : "'" + value;
    }

    /** Returns the value without its first apostrophe if it matches {@code ^'+[=+\-@\t\r]}, else as it is. */
    public static String takeOff(String value) {
        return startOfFormula(value) < 1 ? value : value.substring(1);
    }

    /** Returns where the formula starts behind the apostrophes, if any, that the value begins with, or -1 for no formula. */
    private static int startOfFormula(String value) {
        int start = 0;
        while (start < value.length() && value.charAt(start) == '\'') {
            start++;
        }
        return start < value.length() && startsFormula(value.charAt(start)) ? start : -1;
    }

    private static boolean startsFormula(char character) {
        return switch (character) {
            case '=', '+', '-', '@', '\t', '\r' -> true;
            default -> false;
        };
    }
}
