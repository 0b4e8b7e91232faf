package io.handover.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/**
 * What the log holds of a run: what the run was, and the root of its outcomes.
 *
 * @param number which statement of the log, from 1
 * @param root of the run's tree, 64 hexadecimal digits
 */
public record Statement(long number, Run run, int outcomes, String root, Instant sealed) {
    /** Of {@code docs/ledger-format.md}. */
    public static final int FORMAT = 1;

    private static final SerializedString FORMAT_NUMBER = new SerializedString("format");
    private static final SerializedString INPUT_NAME = new SerializedString("input_name");
    private static final SerializedString INPUT_SHA256 = new SerializedString("input_sha256");
    private static final SerializedString MODE = new SerializedString("mode");
    private static final SerializedString NUMBER = new SerializedString("number");
    private static final SerializedString OUTCOMES = new SerializedString("outcomes");
    private static final SerializedString PROGRAM_VERSION = new SerializedString("program_version");
    private static final SerializedString REQUESTER = new SerializedString("requester");
    private static final SerializedString ROOT = new SerializedString("root");
    private static final SerializedString RUN = new SerializedString("run");
    private static final SerializedString SEALED = new SerializedString("sealed");
    private static final SerializedString STARTED = new SerializedString("started");
    private static final SerializedString STARTED_BY = new SerializedString("started_by");
    private static final SerializedString TERMS_ACCEPTED = new SerializedString("terms_accepted");
    private static final SerializedString TERMS_VERSION = new SerializedString("terms_version");
    private static final SerializedString UNDOES = new SerializedString("undoes");
    private static final SerializedString WITHHELD = new SerializedString("withheld");

    /** Returns a time as it stands in the ledger. */
    public static String text(Instant time) {
        return CanonicalJson.text(time);
    }

    /** Returns the hash of the statement as a leaf of the log, 32 bytes. */
    public byte[] leaf() {
        return write().leaf();
    }

    /** Returns what is hashed. */
    public String text() {
        return write().text();
    }

    private CanonicalJson write() {
        Run.AcceptedTerms terms = run.terms();
        Long undoes = run.undoes();
        CanonicalJson json = new CanonicalJson()
                .begin()
                .member(FORMAT_NUMBER, FORMAT)
                .member(INPUT_NAME, nullIfEmpty(run.inputName()))
                .member(INPUT_SHA256, run.sha256())
                .member(MODE, run.mode().word())
                .member(NUMBER, number)
                .member(OUTCOMES, outcomes)
                .member(PROGRAM_VERSION, run.programVersion())
                .member(REQUESTER, nullIfEmpty(run.requester()))
                .member(ROOT, root)
                .member(RUN, run.id())
                .member(SEALED, CanonicalJson.text(sealed))
                .member(STARTED, CanonicalJson.text(run.started()))
                .member(STARTED_BY, run.startedBy())
                .member(TERMS_ACCEPTED, terms == null ? null : CanonicalJson.text(terms.accepted()))
                .member(TERMS_VERSION, terms == null ? null : terms.version());
        if (undoes != null) {
            json.member(UNDOES, undoes);
        }
        return json.member(WITHHELD, run.withheld());
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
