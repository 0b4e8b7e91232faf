package io.handover.ledger.merkle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** What may have been done to a proof whose hashes all differ. */
final class Forgeries {
    private Forgeries() {}

    /** Returns the proof with each one hash altered, dropped, doubled or added, and with each two swapped. */
    static List<List<byte[]>> of(List<byte[]> proof) {
        List<List<byte[]>> forgeries = new ArrayList<>();
        forgeries.add(changed(proof, hashes -> hashes.add(new byte[NodeHash.BYTES])));
        for (int i = 0; i < proof.size(); i++) {
            int at = i;
            forgeries.add(changed(proof, hashes -> hashes.set(at, altered(hashes.get(at)))));
            forgeries.add(changed(proof, hashes -> hashes.remove(at)));
            forgeries.add(changed(proof, hashes -> hashes.add(at, hashes.get(at))));
            forgeries.add(changed(proof, hashes -> hashes.add(at, new byte[NodeHash.BYTES])));
            for (int j = 0; j < i; j++) {
                int other = j;
                forgeries.add(changed(proof, hashes -> Collections.swap(hashes, at, other)));
            }
        }
        return forgeries;
    }

    /** Returns a hash with one bit turned. */
    static byte[] altered(byte[] hash) {
        byte[] altered = hash.clone();
        altered[hash.length - 1] ^= 1;
        return altered;
    }

    private static List<byte[]> changed(List<byte[]> proof, Consumer<List<byte[]>> change) {
        List<byte[]> changed = new ArrayList<>(proof);
        change.accept(changed);
        return changed;
    }
}
