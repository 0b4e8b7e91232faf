-- The columns of an export, as CSV.
\set ON_ERROR_STOP on
COPY (
    SELECT x.decided, x.run_id AS run, x.line, x.record, x.reference, x.requester, x.order_number, x.sales_order_number,
           x.web_order_number, x.from_account, x.from_virtual_account, x.to_account, x.to_virtual_account, x.status,
           array_to_string(x.codes, ';') AS codes, x.message, x.justification, x.case_number,
           r.mode, r.started_by, r.program_version, r.terms_version
    FROM outcomes x
    JOIN runs r ON r.id = x.run_id
    ORDER BY x.run_id, x.record
) TO STDOUT WITH (FORMAT csv, HEADER) \g :rows
