package textbook;

/**
 * A request, as it came, with the order, account and folder that it means, each null when there is none.
 *
 * @param code why it cannot be carried out; blank for nothing
 */
record ResolvedRequest(
        String orderNumber,
        String account,
        String folder,
        String requester,
        Long orderId,
        Integer version,
        Integer accountId,
        Integer folderId,
        String code) {}
