package textbook;

/**
 * What becomes of a request.
 *
 * @param line from 1
 * @param code why it is not carried out; blank when it is
 */
record Outcome(int line, Long orderId, Integer version, Integer accountId, Integer folderId, String code) {
    boolean isAssigned() {
        return code.isEmpty();
    }

    Outcome refused(String reason) {
        return new Outcome(line, orderId, version, accountId, folderId, reason);
    }
}
