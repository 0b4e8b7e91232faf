package io.handover.ledger.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was sealed.
 *
 * @param run null where no run is at fault, like {@code record} where no outcome is
 * @param line physical line of the run's input, from 1; null where it is not known
 * @param what a sentence
 */
public record Fault(
        @Nullable Long run,
        @Nullable Integer record,
        @Nullable Long line,
        String what) {

    static Fault of(String what) {
        return new Fault(null, null, null, what);
    }

    static Fault ofRun(long run, String what) {
        return new Fault(run, null, null, what);
    }

    /** Returns it as a line: {@code run 12, line 17 (record 16): …}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (run != null) {
            text.append("run ").append(run);
        }
        if (line != null) {
            text.append(", line ").append(line);
        }
        if (record != null) {
            text.append(line == null ? ", record " + record : " (record " + record + ")");
        }
        return text.append(text.isEmpty() ? "" : ": ").append(what).toString();
    }
}
