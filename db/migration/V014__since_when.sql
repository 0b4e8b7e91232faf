-- Since when an order is where it is. An assignment says so itself, in its outcome; where feeds have put an order says
-- the order's row. No index: an assignment would pay for it. The two constants cost existing rows nothing.

ALTER TABLE orders
    ADD COLUMN placed            timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN placed_or_earlier boolean NOT NULL DEFAULT true;
ALTER TABLE orders ALTER COLUMN placed_or_earlier SET DEFAULT false;

COMMENT ON COLUMN orders.placed IS 'When a feed last put the order into the account that it is in, or into none; assignments leave it as it is.';
COMMENT ON COLUMN orders.placed_or_earlier IS 'The order was there before that was kept: since then at the latest.';
