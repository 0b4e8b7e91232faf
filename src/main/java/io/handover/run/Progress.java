package io.handover.run;

/** Told how far long work has come, from several threads at once; shows it to whoever waits. */
public interface Progress {
    /** For work of which nobody knows how much it is. */
    long UNKNOWN = -1;

    /** Work begins, and whatever went on before is done. */
    void begin(String work, long total);

    /** So much more of the work is done. */
    void advance(long more);

    /** All work is over. */
    void end();
}
