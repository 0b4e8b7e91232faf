package io.handover.ledger.audit;

import io.handover.ledger.Head;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifest of an export but for its runs.
 *
 * @param since null for none
 * @param consistency the proof that the log of the head goes on from that one
 * @param proof of the statements in the log
 */
record ManifestFrame(
        Head head,
        @Nullable Head since,
        List<byte[]> consistency,
        List<byte[]> proof,
        ExportForm form,
        long bytes,
        String sha256,
        long rows) {

    static ManifestFrame of(ObjectNode manifest) throws WrongExport {
        ManifestValue value = new ManifestValue(manifest, "The manifest");
        value.requireFormat();
        ManifestValue file = value.object("file");
        boolean goesOn = manifest.has("since");
        if (goesOn != manifest.has("consistency")) {
            throw new WrongExport("The manifest has one of since and consistency, and not the other.");
        }
        return new ManifestFrame(
                value.object("head").head(),
                goesOn ? value.object("since").head() : null,
                goesOn ? value.hashes("consistency") : List.of(),
                value.hashes("proof"),
                file.form("type"),
                file.number("bytes"),
                file.hash("sha256"),
                value.number("rows"));
    }
}
