-- Which order goes where: known before the clock starts.
\set ON_ERROR_STOP on
CREATE UNLOGGED TABLE floor_moves (order_id bigint, to_account integer, to_folder integer);
\set copy '\\copy floor_moves FROM ''' :moves ''' WITH (FORMAT csv)'
:copy
ANALYZE floor_moves;
CREATE UNLOGGED TABLE floor_requests (order_number text COLLATE "C", account text, folder text, requester text);
