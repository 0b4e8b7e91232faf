package io.handover.csv;

import io.handover.assignment.Text;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a file and Commons CSV, passes the characters on, and refuses what Commons CSV would take or would
 * try to hold: text or blanks after a closing quote, quotes that never close, records and files that are too long.
 * Knows on which line each record starts. What precedes a fault is passed on before the fault is raised, so that the
 * first fault of a file is the one that is told.
 */
final class RecordGuard extends Reader {
    private enum State {
        LINE_START,
        FIELD_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private final Reader in;
    private final String file;
    private final char delimiter;
    private final int maxRecordLength;
    private final long maxRecords;
    private final Queue<Long> starts = new ArrayDeque<>();

    private State state = State.LINE_START;
    private boolean afterCarriageReturn;
    private long line = 1;
    private long position; // in code points, as are those below
    private long lineStart;
    private long recordStart;
    private long recordLine;
    private long quoteLine;
    private long records = -1; // the first one is the header
    private @Nullable RefusedInput fault;

    /**
     * @param maxRecordLength code points that a record may have, line breaks and quotes in it counted, its line end not
     * @param maxRecords without the header
     */
    RecordGuard(Reader in, String file, char delimiter, int maxRecordLength, long maxRecords) {
        this.in = in;
        this.file = file;
        this.delimiter = delimiter;
        this.maxRecordLength = maxRecordLength;
        this.maxRecords = maxRecords;
    }

    /**
     * Returns the physical line, from 1, on which the next record starts that this was not asked about before. To be
     * asked once for every record, after it was read.
     */
    long nextStart() {
        return starts.remove();
    }

    /** @throws RefusedInput when nothing is left before the first fault */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (fault != null) {
            throw fault;
        }
        int count = readDecoded(buffer, offset, length);
        int end = offset + count;
        for (int at = passOver(buffer, offset, end); at < end; at = passOver(buffer, at + 1, end)) {
            fault = check(buffer[at]);
            if (fault != null) {
                if (at == offset) {
                    throw fault;
                }
                return at - offset;
            }
        }
        return count;
    }

    /**
     * Passes over characters within a field that can neither end it nor make the record too long, and returns where the
     * first one is that {@link #check} has to look at.
     */
    private int passOver(char[] buffer, int from, int to) {
        if (state != State.PLAIN && state != State.QUOTED) {
            return from;
        }
        char special = state == State.PLAIN ? delimiter : '"';
        long left = recordStart + maxRecordLength - position;
        int end = (int) Math.min(to, from + left);
        int at = from;
        while (at < end && buffer[at] != special && buffer[at] > '\r' && buffer[at] < Character.MIN_LOW_SURROGATE) {
            at++;
        }
        if (at > from) {
            position += at - from;
            afterCarriageReturn = false;
        }
        return at;
    }

    private int readDecoded(char[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            if (count < 0 && state == State.QUOTED) {
                throw new RefusedInput(file, quoteLine, "a quote opens here and never closes");
            }
            return count;
        } catch (StrictDecoder.Undecodable undecodable) {
            throw new RefusedInput(file, line, undecodable.cause());
        }
    }

    private @Nullable RefusedInput check(char character) {
        if (!Character.isLowSurrogate(character)) {
            position++;
        }
        if (character == '\n' || character == '\r') {
            endLine(character);
        } else {
            afterCarriageReturn = false;
            if (state == State.LINE_START) {
                startRecord();
            }
            State next = stateAfter(character);
            if (next == null) {
                return trailing(character);
            }
            state = next;
        }
        if (records > maxRecords) {
            return new RefusedInput(file, recordLine, "there are more than %,d records".formatted(maxRecords));
        }
        return state != State.LINE_START && position - recordStart > maxRecordLength ? tooLong() : null;
    }

    private void endLine(char character) {
        boolean lineEndedAlready = character == '\n' && afterCarriageReturn;
        afterCarriageReturn = character == '\r';
        if (!lineEndedAlready) {
            line++;
        }
        lineStart = position;
        if (state != State.QUOTED) {
            state = State.LINE_START;
        }
    }

    private void startRecord() {
        starts.add(line);
        records++;
        recordLine = line;
        recordStart = position - 1;
    }

    /** Returns null when the character must not stand where it does. */
    private @Nullable State stateAfter(char character) {
        return switch (state) {
            case LINE_START, FIELD_START -> {
                if (character == '"') {
                    quoteLine = line;
                    yield State.QUOTED;
                }
                yield character == delimiter ? State.FIELD_START : State.PLAIN;
            }
            case PLAIN -> character == delimiter ? State.FIELD_START : State.PLAIN;
            case QUOTED -> character == '"' ? State.AFTER_QUOTE : State.QUOTED;
            case AFTER_QUOTE -> {
                if (character == '"') {
                    yield State.QUOTED;
                }
                yield character == delimiter ? State.FIELD_START : null;
            }
        };
    }

    private RefusedInput trailing(char character) {
        String what = Text.strip(String.valueOf(character)).isEmpty() ? "a blank" : "text";
        return new RefusedInput(
                file, line, "%s after a closing quote, in column %,d".formatted(what, position - lineStart));
    }

    private RefusedInput tooLong() {
        String quote = state == State.QUOTED ? "; a quote is open since line " + quoteLine : "";
        return new RefusedInput(
                file,
                recordLine,
                "the record that starts here is longer than %,d characters".formatted(maxRecordLength) + quote);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
