-- The script that an expert would write instead of using Handover: COPY, one join, one UPDATE, one transaction, a file
-- of what was refused. It knows of no retry, no restart, no reasons in words, no access to single orders, no
-- justifications, no internal people; it does what the data at hand needs, as fast as the server can.
-- psql variables: csv (requests), rejected (file to write), run.
\set ON_ERROR_STOP on
SET work_mem = '512MB';
CREATE UNLOGGED TABLE expert_requests (
    line integer GENERATED ALWAYS AS IDENTITY, order_number text COLLATE "C", account text, folder text, requester text);
\set copy '\\copy expert_requests (order_number, account, folder, requester) FROM ''' :csv ''' WITH (FORMAT csv, HEADER)'
:copy
ANALYZE expert_requests;
CREATE UNLOGGED TABLE expert_facts AS
SELECT r.line, o.id AS order_id, o.version, o.account_id AS from_account, o.virtual_account_id AS from_folder,
       a.id AS to_account, v.id AS to_folder, r.requester,
       CASE WHEN o.id IS NULL OR p.organization IS DISTINCT FROM o.partner THEN 1
            ELSE (CASE WHEN o.status NOT IN ('SHIPPED', 'ACTIVATED', 'CLOSED') THEN 2 ELSE 0 END)
               | (CASE WHEN o.export_status NOT IN ('NONE', 'CLEARED') THEN 4 ELSE 0 END)
               | (CASE WHEN h.type = 'CUSTOMER' OR h.partner <> p.organization THEN 8 ELSE 0 END) END
     | (CASE WHEN a.id IS NULL THEN 16
             WHEN a.status <> 'ACTIVE' OR a.type = 'HOLDING' THEN 32
             WHEN v.id IS NULL THEN 64 ELSE 0 END)
     | (CASE WHEN p.email IS NULL THEN 128 ELSE 0 END) AS codes
FROM expert_requests r
LEFT JOIN orders s ON s.sales_order_number = r.order_number
LEFT JOIN orders w ON w.web_order_number = r.order_number
LEFT JOIN LATERAL (
    SELECT coalesce(s.id, w.id) AS id, coalesce(s.version, w.version) AS version,
           coalesce(s.status, w.status) AS status, coalesce(s.export_status, w.export_status) AS export_status,
           coalesce(s.partner, w.partner) AS partner, coalesce(s.account_id, w.account_id) AS account_id,
           coalesce(s.virtual_account_id, w.virtual_account_id) AS virtual_account_id) o ON true
LEFT JOIN accounts d ON d.domain = lower(r.account)
LEFT JOIN accounts n ON n.name_folded = lower(r.account)
LEFT JOIN accounts e ON e.contact_email_folded = lower(r.account)
LEFT JOIN LATERAL (
    SELECT coalesce(d.id, n.id, e.id) AS id, coalesce(d.status, n.status, e.status) AS status,
           coalesce(d.type, n.type, e.type) AS type) a ON true
LEFT JOIN virtual_accounts v ON v.account_id = a.id AND v.name_folded = lower(coalesce(r.folder, 'DEFAULT'))
LEFT JOIN people p ON p.email = lower(r.requester)
LEFT JOIN accounts h ON h.id = o.account_id;
ANALYZE expert_facts;
UPDATE expert_facts f
SET codes = f.codes | CASE WHEN c.destinations > 1 THEN 256 WHEN f.line > c.first THEN 512 ELSE 0 END
FROM (SELECT order_id, min(line) FILTER (WHERE codes = 0) AS first, count(DISTINCT (to_account, to_folder)) AS destinations
      FROM expert_facts WHERE order_id IS NOT NULL AND codes & 1 = 0 GROUP BY order_id HAVING count(*) > 1) c
WHERE f.order_id = c.order_id AND f.codes & 1 = 0;
CREATE UNLOGGED TABLE expert_done (line integer);
BEGIN;
WITH moved AS (
    UPDATE orders o
    SET account_id = f.to_account, virtual_account_id = f.to_folder, version = o.version + 1, assigned_by_run = :run
    FROM expert_facts f
    WHERE f.codes = 0 AND o.id = f.order_id AND o.version = f.version
      AND o.status IN ('SHIPPED', 'ACTIVATED', 'CLOSED') AND o.export_status IN ('NONE', 'CLEARED')
    RETURNING f.line)
INSERT INTO expert_done SELECT line FROM moved;
ANALYZE expert_done;
INSERT INTO expert_moves (run_id, line, order_id, from_account, from_folder, to_account, to_folder, requester)
SELECT :run, line, order_id, from_account, from_folder, to_account, to_folder, requester
FROM expert_facts JOIN expert_done USING (line) ORDER BY line;
INSERT INTO expert_outcomes
SELECT :run, f.line, f.order_id, CASE WHEN f.codes = 0 AND d.line IS NULL THEN 1024 ELSE f.codes END
FROM expert_facts f LEFT JOIN expert_done d USING (line) ORDER BY f.line;
COMMIT;
\set copy '\\copy (SELECT r.*, x.codes FROM expert_outcomes x JOIN expert_requests r USING (line) WHERE x.run_id = ' :run ' AND x.codes <> 0 ORDER BY line) TO ''' :rejected ''' WITH (FORMAT csv, HEADER)'
:copy
DROP TABLE expert_done, expert_facts, expert_requests;
