--liquibase formatted sql
-- Closed, numbered settlement documents, and the money that moves for them.

--changeset counterfoil:202611270410_statements splitStatements:false
-- One run closes what is payable of every retailer up to a moment; it goes on where it stood after a restart.
CREATE TABLE settlement_run (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    until_at    timestamptz NOT NULL,
    state       text NOT NULL CHECK (state IN ('running', 'done')),
    -- How many retailers it has to look at, has looked at, and how many statements came of that.
    retailers   integer NOT NULL CHECK (retailers >= 0),
    settled     integer NOT NULL DEFAULT 0 CHECK (settled BETWEEN 0 AND retailers),
    statements  integer NOT NULL DEFAULT 0 CHECK (statements >= 0),
    asked_at    timestamptz NOT NULL,
    asked_by    text NOT NULL,
    done_at     timestamptz,
    PRIMARY KEY (provider_id, id),
    CHECK ((done_at IS NOT NULL) = (state = 'done'))
);
-- The last number that a statement has; taken in the transaction that makes the statement, so that no number is left out.
CREATE TABLE statement_counter (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    last        bigint NOT NULL CHECK (last >= 0)
);
CREATE TABLE statement (
    provider_id          uuid NOT NULL,
    id                   uuid NOT NULL UNIQUE,
    number               bigint NOT NULL CHECK (number > 0),
    retailer_id          uuid NOT NULL,
    run_id               uuid NOT NULL,
    currency             char(3) NOT NULL,
    -- It has what is payable after the first (null: since ever) up to the second moment.
    after_at             timestamptz,
    until_at             timestamptz NOT NULL CHECK (until_at > after_at),
    closed_at            timestamptz NOT NULL CHECK (closed_at >= until_at),
    line_count           integer NOT NULL CHECK (line_count >= 0),
    -- Sums over its lines.
    price_minor          bigint NOT NULL,
    commission_minor     bigint NOT NULL,
    tax_minor            bigint NOT NULL,
    commission_tax_minor bigint NOT NULL,
    -- Above zero: the retailer owes it to the provider; below: the provider to the retailer.
    opening_minor        bigint NOT NULL,
    lines_minor          bigint NOT NULL CHECK (lines_minor = price_minor - commission_minor),
    -- Received from the retailer, less what was paid out to it.
    payments_minor       bigint NOT NULL,
    closing_minor        bigint NOT NULL GENERATED ALWAYS AS (opening_minor + lines_minor - payments_minor) STORED,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, number),
    UNIQUE (provider_id, retailer_id, currency, until_at),
    UNIQUE (provider_id, retailer_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, run_id) REFERENCES settlement_run
);
CREATE TABLE statement_line (
    provider_id  uuid NOT NULL,
    retailer_id  uuid NOT NULL,
    statement_id uuid NOT NULL,
    number       integer NOT NULL CHECK (number > 0),
    accrual_id   bigint NOT NULL,
    PRIMARY KEY (provider_id, statement_id, number),
    -- On one statement at most.
    UNIQUE (provider_id, accrual_id),
    FOREIGN KEY (provider_id, retailer_id, statement_id) REFERENCES statement (provider_id, retailer_id, id),
    FOREIGN KEY (provider_id, accrual_id) REFERENCES accrual (provider_id, id)
);
-- What moved between the accounts of provider and retailer at their banks.
CREATE TABLE payment (
    provider_id  uuid NOT NULL,
    id           uuid NOT NULL UNIQUE,
    retailer_id  uuid NOT NULL,
    currency     char(3) NOT NULL,
    -- Above zero: received from the retailer; below: paid out to it.
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    -- The bank's, by which the same payment is told from another one.
    reference    text NOT NULL CHECK (length(reference) BETWEEN 1 AND 140),
    moved_on     date NOT NULL,
    entered_at   timestamptz NOT NULL,
    entered_by   text NOT NULL,
    -- The statement that counts it; null: the next one.
    statement_id uuid,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, reference),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, retailer_id, statement_id) REFERENCES statement (provider_id, retailer_id, id)
);
CREATE INDEX payment_open ON payment (provider_id, retailer_id, currency) WHERE statement_id IS NULL;
CREATE INDEX payment_retailer ON payment (provider_id, retailer_id, id);

ALTER TABLE settlement_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE statement_counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE statement ENABLE ROW LEVEL SECURITY;
ALTER TABLE statement_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON settlement_run USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON statement_counter USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON statement USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON statement_line USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON payment USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON settlement_run AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON statement_counter AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_retailer ON statement AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON statement_line AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON payment AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON settlement_run, statement_counter TO counterfoil_app;
-- What is closed stays as it is.
GRANT SELECT, INSERT ON statement, statement_line TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE (statement_id) ON payment TO counterfoil_app;
