package io.handover.command;

import io.handover.run.Progress;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each kind of work, and now and then one of how far it has come, for a log. */
final class ProgressInLines implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressInLines.class);
    private static final long ITEMS_PER_LINE = 100_000;

    private String work = "";
    private String ofTotal = "";
    private long done;

    @Override
    public synchronized void begin(String work, long total) {
        this.work = work;
        this.ofTotal = total == UNKNOWN ? "" : " of " + number(total);
        this.done = 0;
        LOG.info("{}{}", work, total == UNKNOWN ? "" : ": " + number(total));
    }

    @Override
    public synchronized void advance(long more) {
        long before = done;
        done += more;
        if (done / ITEMS_PER_LINE > before / ITEMS_PER_LINE) {
            LOG.info("{}: {}{}", work, number(done), ofTotal);
        }
    }

    @Override
    public void end() {
        // What comes after says that this is over.
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
