package io.handover.ledger.audit;

import io.handover.ledger.CanonicalJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement as a manifest gives it.
 *
 * @param leaf its hash as a leaf of the log, all its members included, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: a hash on its way to be checked.
record ExportedStatement(
        long number,
        long run,
        String mode,
        @Nullable String startedBy,
        @Nullable String programVersion,
        @Nullable String termsVersion,
        Instant sealed,
        long outcomes,
        String root,
        byte[] leaf) {

    static ExportedStatement of(ManifestValue json) throws WrongExport {
        json.requireFormat();
        if (json.number("number") == 0) {
            throw new WrongExport("A statement has the number 0.");
        }
        return new ExportedStatement(
                json.number("number"),
                json.number("run"),
                json.text("mode"),
                json.textIfAny("started_by"),
                json.textIfAny("program_version"),
                json.textIfAny("terms_version"),
                json.time("sealed"),
                json.number("outcomes"),
                json.hash("root"),
                CanonicalJson.leafOf(json.json())
                        .orElseThrow(() -> new WrongExport("A statement has a member that cannot be hashed.")));
    }
}
