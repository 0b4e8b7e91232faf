package io.handover.architecture.planted.imports.ledger;

import io.handover.architecture.planted.imports.ledger.audit.Audit;

/** Not allowed: whoever audits stands above the ledger. */
public final class Ledger {
    Audit audit() {
        return new Audit();
    }
}
