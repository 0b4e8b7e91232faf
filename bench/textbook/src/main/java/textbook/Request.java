package textbook;

/** A line of the request file. */
record Request(String orderNumber, String account, String folder, String requester) {}
