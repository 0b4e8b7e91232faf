package io.handover.command;

import io.handover.report.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --json}: the same facts, for programs. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object on one line instead of text.")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    /** Prints the facts on standard output, as JSON or in words. */
    void print(CommandSpec command, Object facts, String inWords) {
        PrintWriter out = command.commandLine().getOut();
        if (wanted) {
            out.println(Json.inOneLine(facts));
        } else {
            out.print(inWords);
        }
        out.flush();
    }
}
