package io.handover.command;

/** Whether somebody sits in front of the program. The launcher script finds that out, as the shell knows it best. */
final class Terminal {
    private Terminal() {}

    static boolean isStandardError() {
        return Boolean.getBoolean("handover.terminal.stderr");
    }

    /** Whether a question can be asked and answered. */
    static boolean canAsk() {
        return isStandardError() && Boolean.getBoolean("handover.terminal.stdin");
    }
}
