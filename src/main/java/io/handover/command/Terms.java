package io.handover.command;

import io.handover.ledger.Run.AcceptedTerms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The terms of use: without them accepted, nothing is applied. */
final class Terms {
    /** Changes with every change of the text. */
    static final String VERSION = "1";

    static final String TEXT = """
            Terms of use, version %s
            By accepting you confirm that you are authorised to move the orders named in the file, that the accounts
            named are those of the customers who bought them, and that you know that what moves is recorded with your
            name, the time and these terms.""".formatted(VERSION);

    private Terms() {}

    /**
     * Returns the terms as accepted: by the option, or by an answer at a prompt.
     *
     * @throws CommandLine.ParameterException when they are not
     */
    static AcceptedTerms accepted(boolean byOption, CommandSpec command, Clock clock) {
        if (!byOption && !Terminal.canAsk()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "The terms of use are not accepted, so nothing was started. To accept them, add --accept-terms.\n"
                            + TEXT);
        }
        if (!byOption && !isYes(ask(command.commandLine().getErr()))) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "The terms of use were not accepted, so nothing was started.");
        }
        return new AcceptedTerms(VERSION, clock.instant());
    }

    private static String ask(PrintWriter err) {
        err.println(TEXT);
        err.print("Do you accept them? [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer == null ? "" : answer.strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static boolean isYes(String answer) {
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}
