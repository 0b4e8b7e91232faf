package io.handover.ledger.merkle;

/** A proof does not prove what it should. The message is a sentence for whoever checks it. */
public final class InvalidProof extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidProof(String why) {
        super(why);
    }
}
