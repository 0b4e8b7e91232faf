package io.handover.assignment;

import java.util.EnumSet;
import java.util.Set;

/** Reasons that have something in common, as the design names them. */
final class Codes {
    static final Set<Reason> WAITING = EnumSet.of(Reason.ORDER_NOT_SHIPPED, Reason.EXPORT_HOLD, Reason.ACCOUNT_PENDING);

    static final Set<Reason> MAY_NOT_ACT =
            EnumSet.of(Reason.REQUESTER_UNKNOWN, Reason.REQUESTER_INACTIVE, Reason.INTERNAL_REQUESTER);

    /** Those that tell something of an order that was found, or of several. */
    static final Set<Reason> OF_ORDER = EnumSet.of(
            Reason.ORDER_AMBIGUOUS,
            Reason.CONFLICTING_REQUESTS,
            Reason.ORDER_CANCELLED,
            Reason.ORDER_KIND_NOT_ASSIGNABLE,
            Reason.EXPORT_DENIED,
            Reason.CURRENT_ACCOUNT_DIFFERS,
            Reason.HOLDING_ACCOUNT_NOT_YOURS,
            Reason.JUSTIFICATION_REQUIRED,
            Reason.ACCOUNT_IS_HOLDING,
            Reason.ORDER_NOT_SHIPPED,
            Reason.EXPORT_HOLD);

    /** Those that no rule gives: the record's own faults, and what becomes of deferred requests. */
    static final Set<Reason> OF_NO_RULE = EnumSet.of(
            Reason.MALFORMED_RECORD,
            Reason.MISSING_FIELD,
            Reason.DAMAGED_NUMBER,
            Reason.INVALID_VALUE,
            Reason.SUPERSEDED,
            Reason.EXPIRED);

    private Codes() {}
}
