-- How many records are held at a time follows from the longest one. And a match may tell of an order that is one of
-- several, which nothing reads; its key is an order's id only where there is one.

ALTER TABLE runs ADD COLUMN longest integer;
COMMENT ON COLUMN runs.longest IS 'Characters in the values of the longest record; null until all of them are in.';

ALTER TABLE matches
    DROP CONSTRAINT matches_order_of_one,
    DROP CONSTRAINT matches_folder_in_account,
    ADD CONSTRAINT matches_key_of_one CHECK (orders_found <> 1 OR order_key > 0);
COMMENT ON COLUMN matches.order_number IS 'Of orders_found one, like the columns after it; null for none.';
COMMENT ON COLUMN matches.account_id IS 'Where the request sends the order: of accounts_found one; null for none.';
