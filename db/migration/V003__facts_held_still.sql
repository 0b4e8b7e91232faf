-- While a chunk of a run looks at facts and acts on them, no fact may change. A chunk takes this lock shared, whoever
-- changes a fact takes it for itself until the end of the transaction: every writer, not only Handover's own feeds,
-- because the table sees to it. What an assignment changes of an order (where it is) is left out: chunks of
-- different runs go on side by side, and each guards its update by what it has seen of the order.

CREATE FUNCTION hold_facts_still() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1212238156, 1); -- Locks.FACTS
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION hold_facts_still() IS 'Waits until no chunk is deciding, and keeps chunks from starting until the transaction ends.';

CREATE TRIGGER accounts_held_still BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON accounts
    EXECUTE FUNCTION hold_facts_still();
CREATE TRIGGER virtual_accounts_held_still BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON virtual_accounts
    EXECUTE FUNCTION hold_facts_still();
CREATE TRIGGER people_held_still BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON people
    EXECUTE FUNCTION hold_facts_still();
CREATE TRIGGER orders_held_still BEFORE INSERT OR DELETE OR TRUNCATE
    OR UPDATE OF sales_order_number, web_order_number, kind, status, export_status, partner ON orders
    EXECUTE FUNCTION hold_facts_still();
CREATE TRIGGER order_access_held_still BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON order_access
    EXECUTE FUNCTION hold_facts_still();
