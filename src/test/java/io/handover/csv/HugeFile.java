package io.handover.csv;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A file that nobody has to write: a beginning, and then the same text over and over up to its size. Run as a program
 * of its own, it reads one and prints what came of it.
 */
final class HugeFile extends InputStream {
    private final byte[] beginning;
    private final byte[] filling;
    private final long size;
    private long at;

    HugeFile(String beginning, String filling, long size) {
        this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
        this.filling = filling.getBytes(StandardCharsets.UTF_8);
        this.size = size;
    }

    @Override
    public int read() {
        if (at == size) {
            return -1;
        }
        long next = at++;
        return next < beginning.length
                ? beginning[(int) next]
                : filling[(int) ((next - beginning.length) % filling.length)];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (at == size) {
            return -1;
        }
        int count = (int) Math.min(length, size - at);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = (byte) read();
        }
        return count;
    }

    /**
     * Reads one.
     *
     * @param arguments beginning, filling, with the escapes of text blocks, and size in bytes
     */
    public static void main(String[] arguments) throws Exception {
        String beginning = arguments[0].translateEscapes();
        String filling = arguments[1].translateEscapes();
        long size = Long.parseLong(arguments[2]);
        CsvFile.Format format = new CsvFile.Format(Set.of("order_number"), null, null, Long.MAX_VALUE);
        try (CsvFile file = CsvFile.open("huge.csv", () -> new HugeFile(beginning, filling, size), format, null)) {
            long records = 0;
            long line = 1;
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                records++;
                line = record.line();
            }
            System.out.println("read " + records + ", the last on line " + line);
        } catch (RefusedInput refused) {
            System.out.println(refused.getMessage());
        }
    }
}
