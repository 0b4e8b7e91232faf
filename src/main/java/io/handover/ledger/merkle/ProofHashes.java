package io.handover.ledger.merkle;

import java.util.Iterator;

/** The hashes of a proof that somebody else has made, one after the other: as many as are needed, no fewer, no more. */
final class ProofHashes {
    private final Iterator<byte[]> hashes;

    ProofHashes(Iterator<byte[]> hashes) {
        this.hashes = hashes;
    }

    byte[] next() throws InvalidProof {
        if (!hashes.hasNext()) {
            throw new InvalidProof("The proof is too short.");
        }
        byte[] hash = hashes.next();
        if (hash.length != NodeHash.BYTES) {
            throw new InvalidProof("A hash of the proof has " + hash.length + " bytes, not " + NodeHash.BYTES + ".");
        }
        return hash;
    }

    void end() throws InvalidProof {
        if (hashes.hasNext()) {
            throw new InvalidProof("The proof is too long.");
        }
    }
}
