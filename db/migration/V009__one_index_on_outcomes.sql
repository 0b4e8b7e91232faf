-- A run pays for every index of the ledger, and looks for nothing in it but what it has added itself, all in one place.
-- So there is one index by order, which an order's history needs, and a few bytes for every 128 pages that tell which
-- runs are in them.

ALTER TABLE outcomes
    DROP CONSTRAINT outcomes_pk,
    ADD CONSTRAINT outcomes_pk PRIMARY KEY (order_key, run_id, record);
DROP INDEX outcomes_of_order;
CREATE INDEX outcomes_of_run ON outcomes USING brin (run_id) WITH (autosummarize = on);
