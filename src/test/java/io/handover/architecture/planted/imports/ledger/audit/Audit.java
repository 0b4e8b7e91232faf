package io.handover.architecture.planted.imports.ledger.audit;

/** Fine by itself. */
public final class Audit {}
