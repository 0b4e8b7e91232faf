package io.handover.run;

import io.handover.database.FaultyConnection.Sent;
import java.util.function.Predicate;

/** Moments of a run, by what the program sends to the database then. */
enum Moment {
    JOB_BEGINS(sent -> sent.statement().startsWith("INSERT INTO BATCH_JOB_EXECUTION(")),
    STAGING(sent -> sent.statement().equals(Sent.COPY_DATA) && sent.follows("COPY requests")),
    COMMIT_OF_STAGING(sent -> commits(sent, "COPY requests")),
    BETWEEN_STEPS(sent -> sent.statement().startsWith("INSERT INTO BATCH_STEP_EXECUTION(")),
    MATCHING(sent -> sent.statement().startsWith("INSERT INTO matches")),
    COMMIT_OF_MATCHING(sent -> commits(sent, "INSERT INTO matches")),
    MOVING(sent -> sent.statement().startsWith("UPDATE orders")),
    ADDING_OUTCOMES(sent -> sent.statement().equals(Sent.COPY_DATA) && sent.follows("COPY outcomes")),
    COMMIT_OF_CHUNK(sent -> commits(sent, "UPDATE orders")),
    SEALING(sent -> sent.statement().startsWith("INSERT INTO seals")),
    COMMIT_OF_SEALING(sent -> commits(sent, "INSERT INTO seals")),
    WRITING_REPORTS(sent -> sent.statement().equals(Sent.MORE_ROWS) && sent.follows("FROM outcomes x")),
    COMMIT_OF_REPORTS(sent -> commits(sent, "FROM outcomes x") && sent.follows("UPDATE runs"));

    private final Predicate<Sent> sent;

    Moment(Predicate<Sent> sent) {
        this.sent = sent;
    }

    boolean has(Sent statement) {
        return sent.test(statement);
    }

    private static boolean commits(Sent sent, String text) {
        return sent.statement().equals("COMMIT") && sent.follows(text);
    }
}
