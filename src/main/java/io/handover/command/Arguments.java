package io.handover.command;

import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What commands ask of their arguments before anything is started. */
final class Arguments {
    private Arguments() {}

    static void requireFile(CommandSpec command, Path file) {
        require(!Files.isDirectory(file), command, file + " is a folder, not a file.");
        require(Files.isRegularFile(file) && Files.isReadable(file), command, "There is no file " + file + " to read.");
    }

    static void requireFolder(CommandSpec command, Path folder) {
        require(Files.isDirectory(folder), command, "There is no folder " + folder + ".");
    }

    /** Makes sure that the folder can be written to, or made, before anything moves. */
    static void requireWritableFolder(CommandSpec command, Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        require(
                existing != null && Files.isDirectory(existing) && Files.isWritable(existing),
                command,
                "Cannot write files to the folder " + folder + ".");
    }

    /** Returns the run of that number, which the command line says there is. */
    static Run run(CommandSpec command, Runs runs, long number) {
        return runs.find(number)
                .orElseThrow(() -> new ParameterException(command.commandLine(), "There is no run " + number + "."));
    }

    /** @throws ParameterException with the message, for exit status 2, unless the condition holds */
    static void require(boolean condition, CommandSpec command, String message) {
        if (!condition) {
            throw new ParameterException(command.commandLine(), message);
        }
    }
}
