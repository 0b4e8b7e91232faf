package io.handover.run;

import java.util.List;
import java.util.stream.IntStream;

/** Records of a file that are matched in one go, both ends included. */
record RecordRange(int first, int last) {
    /** Fewer are not worth the tables of accounts that each range is joined with. */
    private static final int WORTH_A_RANGE = 10_000;

    /** In records; at some 400 bytes for each, what the server sorts at a time. */
    private static final int LONGEST = 500_000;

    /** Cuts a file into ranges: the same, whoever takes up the run and with how many workers. */
    static List<RecordRange> of(int records) {
        int ranges = records <= WORTH_A_RANGE ? 1 : Math.max(2, (records + LONGEST - 1) / LONGEST);
        return IntStream.range(0, ranges)
                .mapToObj(range -> new RecordRange(
                        (int) ((long) records * range / ranges) + 1, (int) ((long) records * (range + 1) / ranges)))
                .toList();
    }
}
