package io.handover.assignment;

/**
 * Why a request is not carried out: the closed list, in the order in which reasons are given. A message is one
 * sentence in which {@link Message} puts values for the names in braces; an action is one sentence as it stands.
 */
public enum Reason {
    /** The record's form is wrong: its number of fields, a control character, a field too long. */
    MALFORMED_RECORD(
            Kind.FIX,
            "The record {malformation}.",
            "Correct the record (a comma or quote within a value needs quotes around it) and hand it in again."),

    /** A field without which no request can be decided. */
    MISSING_FIELD(Kind.FIX, "Required but blank: {missing_fields}.", "Fill the field in and hand the record in again."),

    /** An order number as a spreadsheet would have rewritten it; the number that it was is lost. */
    DAMAGED_NUMBER(
            Kind.FIX,
            "Order number {order_number} looks as if a spreadsheet had rewritten it.",
            "Format the column as text, enter the number anew and hand the record in again."),

    /** A type, key or address that cannot be one. */
    INVALID_VALUE(
            Kind.FIX, "A value cannot be right: {invalid_values}.", "Correct the value and hand the record in again."),

    /** Nobody has this address. */
    REQUESTER_UNKNOWN(
            Kind.FIX,
            "Requester {requester} is not known.",
            "Correct the address, or have the requester registered, and hand the record in again."),

    /** The person may not ask for anything any more. */
    REQUESTER_INACTIVE(
            Kind.FIX, "Requester {requester} is not active.", "Have somebody who is active ask for the move."),

    /** Employees of the vendor act for others only within a support case. */
    INTERNAL_REQUESTER(
            Kind.FIX,
            "Requester {requester} works for the vendor and names no support case.",
            "Give the case in case_number and hand the record in again."),

    /** No such order, or none that this requester may see: the same to the letter. */
    ORDER_NOT_FOUND(
            Kind.FIX,
            "No order {order_number} was found that {requester} may act on.",
            "Check the number and its type; if they are right, ask the order's partner for access."),

    /** The number fits several orders that the requester may see. */
    ORDER_AMBIGUOUS(
            Kind.FIX,
            "Number {order_number} fits {orders_found} orders that {requester} may act on.",
            "Name one order by its sales order number, with order_number_type SALES."),

    /** Nobody can know which of the destinations was meant. */
    CONFLICTING_REQUESTS(
            Kind.FIX,
            "Other records of the file send order {order} elsewhere.",
            "Keep the one record that is meant and hand it in again."),

    /** There is nothing to move any more. */
    ORDER_CANCELLED(
            Kind.FIX, "Order {order} is cancelled.", "Take the record out; a cancelled order stays where it is."),

    /** Orders that are not assigned one by one. */
    ORDER_KIND_NOT_ASSIGNABLE(
            Kind.FIX,
            "Order {order} is of kind {kind}, which cannot be assigned.",
            "Take the record out; orders of this kind are not assigned to Smart Accounts."),

    /** Final, unlike a hold. */
    EXPORT_DENIED(
            Kind.FIX, "Export of order {order} was denied.", "Take the record out, or contact export compliance."),

    /** The order is not where expected_account says. */
    CURRENT_ACCOUNT_DIFFERS(
            Kind.FIX,
            "Order {order} is in {current_account}; expected_account says {expected_account}.",
            "Check whether the move is still wanted, correct or blank expected_account and hand the record in again."),

    /** The order waits with a partner that is not the requester's. */
    HOLDING_ACCOUNT_NOT_YOURS(
            Kind.FIX,
            "Order {order} is in holding account {current_account}, which is not of the requester's organization.",
            "Have the owner of the holding account ask for the move, with access to the order."),

    /** Taking an order from one customer and giving it to another needs a word why. */
    JUSTIFICATION_REQUIRED(
            Kind.FIX,
            "Order {order} is in customer account {current_account}; moving it to {destination} needs a justification.",
            "Say in justification why the order changes customers and hand the record in again."),

    /** No account has this domain, name or address. */
    ACCOUNT_NOT_FOUND(
            Kind.FIX,
            "No account was found by {account_key} {account}.",
            "Check the account's domain, name or contact address and hand the record in again."),

    /** A name or address fits several accounts. */
    ACCOUNT_AMBIGUOUS(
            Kind.FIX,
            "{account} fits {accounts_found} accounts.",
            "Name the account by its domain, with smart_account_key DOMAIN."),

    /** Neither ACTIVE nor PENDING. */
    ACCOUNT_NOT_ACTIVE(
            Kind.FIX,
            "Account {destination} has status {account_status} and cannot receive orders.",
            "Name an active account, or have this one activated, and hand the record in again."),

    /** A holding account takes only what is in no account yet, and only of its owner. */
    ACCOUNT_IS_HOLDING(
            Kind.FIX,
            "Account {destination} is a holding account that order {order} may not move to.",
            "Name a customer's account and hand the record in again."),

    /** No such folder in the account, or no default where none was named. */
    VIRTUAL_ACCOUNT_NOT_FOUND(
            Kind.FIX,
            "Account {destination} has no {virtual_account}.",
            "Name a virtual account that is there, or have the account's owner add this one, and hand the record in again."),

    /** A deferred request, when a later one for the same order has come or the order has moved since. */
    SUPERSEDED(
            Kind.FIX,
            "A later request or move of order {order} has taken the place of this one.",
            "Hand the record in again if the move is still wanted."),

    /** A request that was deferred for longer than the limit. */
    EXPIRED(
            Kind.FIX,
            "The request for order {order_number} has waited for longer than is allowed.",
            "Hand the record in again if the move is still wanted."),

    /** Licences of an order that has not shipped would not arrive. */
    ORDER_NOT_SHIPPED(
            Kind.WAIT,
            "Order {order} is not shipped: its status is {order_status}.",
            "Wait for the order to ship; the request is kept and tried again every night."),

    /** Everything that is neither cleared nor denied. */
    EXPORT_HOLD(
            Kind.WAIT,
            "Order {order} is in export hold: its export status is {export_status}.",
            "Wait for the export hold to clear; the request is kept and tried again every night."),

    /** The account's owner has not completed it yet. */
    ACCOUNT_PENDING(
            Kind.WAIT,
            "Account {destination} is still pending.",
            "Wait for the account to become active; the request is kept and tried again every night.");

    /** Who can do away with a reason. */
    public enum Kind {
        /** Someone must change the request or the facts. */
        FIX,
        /** Can clear by itself. */
        WAIT
    }

    private final Kind kind;
    private final String message;
    private final String action;

    Reason(Kind kind, String message, String action) {
        this.kind = kind;
        this.message = message;
        this.action = action;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the sentence with its names in braces. */
    public String message() {
        return message;
    }

    /** Returns the sentence that says what to do. */
    public String action() {
        return action;
    }
}
