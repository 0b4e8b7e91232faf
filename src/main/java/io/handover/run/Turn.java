package io.handover.run;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * When a request has its turn: by order, and within an order as in the file.
 *
 * @param orderKey id of the order; the record with a minus for a request that means not one order
 * @param record which record of the file
 */
record Turn(long orderKey, int record) {
    static final Turn BEFORE_ALL = new Turn(Long.MIN_VALUE, 0);
    static final Turn AFTER_ALL = new Turn(Long.MAX_VALUE, Integer.MAX_VALUE);

    /** Returns the turn after all that an order can have. */
    static Turn afterOrder(long orderKey) {
        return new Turn(orderKey, Integer.MAX_VALUE);
    }

    /** Returns a turn between this one and whichever comes before it. */
    Turn justBefore() {
        return new Turn(orderKey, record - 1);
    }

    void putInto(ExecutionContext context, String name) {
        context.putLong(name + ".orderKey", orderKey);
        context.putInt(name + ".record", record);
    }

    static Turn of(ExecutionContext context, String name) {
        return new Turn(context.getLong(name + ".orderKey"), context.getInt(name + ".record"));
    }
}
