-- What the expert's script has moved, in the order of the requests, for the floor.
\set ON_ERROR_STOP on
\set copy '\\copy (SELECT order_id, to_account, to_folder FROM expert_moves ORDER BY line) TO ''' :moves ''' WITH (FORMAT csv)'
:copy
