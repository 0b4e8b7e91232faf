package io.handover.architecture.planted.terminal.command;

/** Allowed. */
final class CommandThatPrints {
    private CommandThatPrints() {}

    static void print() {
        System.out.println("1 request read");
    }
}
