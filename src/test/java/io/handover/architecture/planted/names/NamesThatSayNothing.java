package io.handover.architecture.planted.names;

/** Allowed: the name of this class, and Metadata. */
interface NamesThatSayNothing {
    record OrderManager() {}

    record OrderHelper() {}

    record OrderUtil() {}

    record OrderUtils() {}

    record OrderImpl() {}

    record OrderBase() {}

    record OrderData() {}

    record OrderInfo() {}

    record OrderDto() {}

    record Metadata() {}
}
