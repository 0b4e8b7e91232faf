-- The facts: what Handover knows of accounts, people and orders. Feeds insert and update them by key and delete
-- nothing. Columns that end in _folded hold the same text as the column they are named after, in the form in which
-- texts are compared without case; the program makes that form, so that both sides of a comparison are made alike.

CREATE TABLE accounts (
    id                   integer GENERATED ALWAYS AS IDENTITY CONSTRAINT accounts_pk PRIMARY KEY,
    domain               text NOT NULL CONSTRAINT accounts_domain_unique UNIQUE,
    name                 text NOT NULL,
    name_folded          text NOT NULL,
    type                 text NOT NULL CONSTRAINT accounts_type_known CHECK (type IN ('CUSTOMER', 'HOLDING')),
    status               text NOT NULL,
    contact_email        text NOT NULL,
    contact_email_folded text NOT NULL,
    partner              text NOT NULL,
    CONSTRAINT accounts_domain_not_blank CHECK (domain <> '')
);
CREATE INDEX accounts_name ON accounts (name_folded);
CREATE INDEX accounts_contact_email ON accounts (contact_email_folded);

COMMENT ON TABLE accounts IS 'Smart Accounts: repositories of licences.';
COMMENT ON COLUMN accounts.domain IS 'What identifies the account, in lower case.';
COMMENT ON COLUMN accounts.status IS 'ACTIVE, PENDING or any other text; only ACTIVE may receive orders.';
COMMENT ON COLUMN accounts.partner IS 'Code of the partner who owns a holding account; blank for nobody.';

CREATE TABLE virtual_accounts (
    id          integer GENERATED ALWAYS AS IDENTITY CONSTRAINT virtual_accounts_pk PRIMARY KEY,
    account_id  integer NOT NULL CONSTRAINT virtual_accounts_of_account REFERENCES accounts,
    name        text NOT NULL,
    name_folded text NOT NULL,
    is_default  boolean NOT NULL,
    restricted  boolean NOT NULL,
    CONSTRAINT virtual_accounts_name_unique UNIQUE (account_id, name_folded),
    CONSTRAINT virtual_accounts_name_not_blank CHECK (name_folded <> '')
);
CREATE UNIQUE INDEX virtual_accounts_one_default ON virtual_accounts (account_id) WHERE is_default;

COMMENT ON TABLE virtual_accounts IS 'Folders of accounts.';
COMMENT ON COLUMN virtual_accounts.is_default IS 'Gets what names no virtual account; at most one of an account.';
COMMENT ON COLUMN virtual_accounts.restricted IS 'Can be used by its name, but is never listed or suggested.';

CREATE TABLE people (
    email        text CONSTRAINT people_pk PRIMARY KEY,
    organization text NOT NULL,
    active       boolean NOT NULL,
    internal     boolean NOT NULL,
    CONSTRAINT people_email_not_blank CHECK (email <> '')
);

COMMENT ON TABLE people IS 'Those who may ask for a move.';
COMMENT ON COLUMN people.email IS 'The address, folded.';
COMMENT ON COLUMN people.organization IS 'Code of the partner the person belongs to; blank for none.';
COMMENT ON COLUMN people.internal IS 'An employee of the vendor.';

-- Assignments update 90 rows in 100 of a large file. Room in every page and no index on a column that an
-- assignment changes keep those updates inside their page (HOT); a foreign key on the account columns would
-- double their price, and the matching of requests has looked the accounts up already.
CREATE TABLE orders (
    id                 bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT orders_pk PRIMARY KEY,
    sales_order_number text COLLATE "C" NOT NULL CONSTRAINT orders_sales_order_number_unique UNIQUE,
    web_order_number   text COLLATE "C" NOT NULL,
    kind               text NOT NULL CONSTRAINT orders_kind_known
                       CHECK (kind IN ('STANDARD', 'SUBSCRIPTION', 'STOCKING', 'ENTERPRISE_AGREEMENT')),
    status             text NOT NULL,
    export_status      text NOT NULL,
    partner            text NOT NULL,
    account_id         integer,
    virtual_account_id integer,
    version            integer NOT NULL DEFAULT 0,
    assigned_by_run    bigint,
    CONSTRAINT orders_sales_order_number_not_blank CHECK (sales_order_number <> ''),
    CONSTRAINT orders_place_whole CHECK ((account_id IS NULL) = (virtual_account_id IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX orders_web_order_number ON orders (web_order_number);

COMMENT ON TABLE orders IS 'Purchases with licences on them, and where they are.';
COMMENT ON COLUMN orders.web_order_number IS 'Not unique: one web order can become several sales orders; may be blank.';
COMMENT ON COLUMN orders.status IS 'ENTERED, BOOKED, SHIPPED, ACTIVATED, CLOSED, CANCELLED or any other text.';
COMMENT ON COLUMN orders.export_status IS 'NONE, CLEARED, PENDING, HELD, DENIED or any other text.';
COMMENT ON COLUMN orders.partner IS 'Code of the partner who placed the order.';
COMMENT ON COLUMN orders.account_id IS 'The account that the order is in; null for none.';
COMMENT ON COLUMN orders.version IS 'Counts the changes of the row, so that a decision can tell whether what it saw still stands.';
COMMENT ON COLUMN orders.assigned_by_run IS 'The last run that moved the order; null while only feeds have placed it.';

CREATE TABLE order_lines (
    order_id    bigint NOT NULL CONSTRAINT order_lines_of_order REFERENCES orders,
    line_number text NOT NULL,
    sku         text NOT NULL,
    quantity    bigint NOT NULL CONSTRAINT order_lines_quantity_positive CHECK (quantity > 0),
    CONSTRAINT order_lines_pk PRIMARY KEY (order_id, line_number)
);

COMMENT ON TABLE order_lines IS 'What was bought.';
COMMENT ON COLUMN order_lines.quantity IS 'Licences, in pieces.';

CREATE TABLE order_access (
    order_id bigint NOT NULL CONSTRAINT order_access_to_order REFERENCES orders,
    email    text NOT NULL,
    revoked  boolean NOT NULL,
    CONSTRAINT order_access_pk PRIMARY KEY (order_id, email)
);

COMMENT ON TABLE order_access IS 'Who was given access to one order without belonging to its partner.';
COMMENT ON COLUMN order_access.email IS 'The address, folded; the person may become known later.';
COMMENT ON COLUMN order_access.revoked IS 'The access was taken away again.';
