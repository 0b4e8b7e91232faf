package io.handover.architecture.planted.imports.ledger.merkle;

import io.handover.architecture.planted.imports.ledger.Ledger;

/** Not allowed: a tree knows of nothing but hashes. */
final class TreeThatKnowsTheLedger {
    Ledger ledger() {
        return new Ledger();
    }
}
