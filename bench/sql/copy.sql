-- All columns that a feed fills.
\set ON_ERROR_STOP on
\set columns 'sales_order_number, web_order_number, kind, status, export_status, partner, account_id, virtual_account_id'
\set copy '\\copy orders (' :columns ') FROM ''' :rows ''' WITH (FORMAT csv)'
:copy
