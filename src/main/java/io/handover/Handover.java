package io.handover;

import io.handover.command.HandoverCommand;

/** The program's entry. */
public final class Handover {
    private Handover() {}

    public static void main(String[] arguments) {
        System.exit(HandoverCommand.execute(arguments));
    }
}
