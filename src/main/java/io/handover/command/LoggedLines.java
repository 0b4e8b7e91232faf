package io.handover.command;

import java.io.Writer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs what is written, each line as an event of its own. */
final class LoggedLines extends Writer {
    private final Logger log;
    private final Level level;
    private final StringBuilder line = new StringBuilder();

    LoggedLines(Logger log, Level level) {
        this.log = log;
        this.level = level;
    }

    @Override
    public void write(char[] characters, int from, int length) {
        for (int at = from; at < from + length; at++) {
            if (characters[at] == '\n') {
                close();
            } else {
                line.append(characters[at]);
            }
        }
    }

    @Override
    public void flush() {
        // A line is logged when it is whole.
    }

    /** Logs what there is of a line. */
    @Override
    public void close() {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (!text.isEmpty()) {
            log.atLevel(level).log("{}", text);
        }
    }
}
