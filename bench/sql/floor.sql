-- The least that any server must do: take the file in, and update every order once.
\set ON_ERROR_STOP on
\set copy '\\copy floor_requests FROM ''' :csv ''' WITH (FORMAT csv, HEADER)'
:copy
UPDATE orders o
SET account_id = m.to_account, virtual_account_id = m.to_folder, version = o.version + 1, assigned_by_run = 1
FROM floor_moves m
WHERE o.id = m.order_id;
