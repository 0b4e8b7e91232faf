package io.handover.run;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Somebody who looks all the time how much of what runs apply can be seen: orders that were moved, and outcomes. */
final class Onlooker implements AutoCloseable {
    private static final String MOVED_AND_DECIDED = """
            SELECT (SELECT count(*) FROM orders WHERE assigned_by_run IS NOT NULL) || ' moved, '
                       || (SELECT count(*) FROM outcomes x JOIN runs r ON r.id = x.run_id WHERE r.mode <> 'preview') || ' decided'
            """;

    private final Set<String> seen = new TreeSet<>();
    private final Register register;
    private final Thread thread = new Thread(this::look);
    private volatile boolean enough;

    Onlooker(Register register) {
        this.register = register;
        thread.start();
    }

    private void look() {
        try {
            while (!enough) {
                seen.add(now(register));
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    static String now(Register register) {
        return register.sql.sql(MOVED_AND_DECIDED).query(String.class).single();
    }

    /** Returns all that was ever so, after the last look. */
    Set<String> seen() throws InterruptedException {
        enough = true;
        thread.join();
        return seen;
    }

    @Override
    public void close() {
        enough = true;
    }
}
