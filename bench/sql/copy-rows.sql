-- The rows of copy.sql, in the order in which they were fed.
\set ON_ERROR_STOP on
\set columns 'sales_order_number, web_order_number, kind, status, export_status, partner, account_id, virtual_account_id'
\set copy '\\copy (SELECT ' :columns ' FROM orders ORDER BY id) TO ''' :rows ''' WITH (FORMAT csv)'
:copy
