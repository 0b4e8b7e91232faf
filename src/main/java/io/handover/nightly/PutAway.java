package io.handover.nightly;

import io.handover.files.UnwrittenFile;
import io.handover.files.WholeFile;
import io.handover.run.Ending;
import io.handover.run.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Moves files that are done with out of the way, each in one step, and never onto another. */
final class PutAway {
    private PutAway() {}

    /** Moves a file into a folder and returns where it is then. */
    static Path into(Path folder, Path file) throws IOException {
        Home.makeFolder(folder);
        Path free = free(folder.resolve(Arrivals.name(file)));
        return Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
    }

    /** As {@link #into}, with the cause beside it, which is there first. */
    static Path refused(Path folder, Path file, String cause) throws IOException {
        Home.makeFolder(folder);
        Path free = free(folder.resolve(Arrivals.name(file)));
        explain(free, cause);
        return Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns what is to be said when a file could not be moved. */
    static Failure failure(IOException cause) {
        return new Failure(
                Ending.INTERNAL_ERROR,
                "cannot be moved: " + UnwrittenFile.reason(cause)
                        + ". What was done with it is kept, and the next pass tries again");
    }

    /** Writes beside a file or folder why it was refused. */
    static void explain(Path refused, String cause) {
        byte[] text = (cause + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(refused.resolveSibling(Arrivals.name(refused) + ".why.txt"), out -> out.write(text));
    }

    /** Returns the path, or where it is taken the first that is free: {@code monday.csv}, {@code monday.2.csv}, … */
    static Path free(Path wanted) {
        String name = Arrivals.name(wanted);
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        Path free = wanted;
        for (int number = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
            free = wanted.resolveSibling(stem + "." + number + ending);
        }
        return free;
    }
}
