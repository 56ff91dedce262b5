--liquibase formatted sql
-- What is paid out to retailers, and the orders by which their provider's bank does so.

--changeset counterfoil:202611270446_payouts splitStatements:false
-- The provider's own account, from which it pays.
CREATE TABLE payer_account (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    -- It is sealed under this id, of which each change has a new one.
    id          uuid NOT NULL UNIQUE,
    -- Holder, IBAN and BIC under the server's key.
    sealed      bytea NOT NULL,
    country     char(2) NOT NULL,
    last_four   char(4) NOT NULL,
    told_at     timestamptz NOT NULL,
    told_by     text NOT NULL
);
-- One file for the bank; it is made again from what it orders whenever somebody asks for it.
CREATE TABLE payout_order (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    ordered_at  timestamptz NOT NULL,
    ordered_by  text NOT NULL,
    -- On which day the bank shall pay.
    pay_on      date NOT NULL,
    -- The provider's account as it was then, sealed under the order's id.
    sealed      bytea NOT NULL,
    PRIMARY KEY (provider_id, id)
);
CREATE TABLE payout (
    provider_id    uuid NOT NULL,
    id             uuid NOT NULL UNIQUE,
    retailer_id    uuid NOT NULL,
    -- One statement is paid out once.
    statement_id   uuid NOT NULL,
    number         bigint NOT NULL CHECK (number > 0),
    amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
    currency       char(3) NOT NULL,
    -- carried_over: nobody had ordered it when the next statement was closed, which has it too.
    state          text NOT NULL CHECK (state IN ('due', 'ordered', 'paid', 'carried_over')),
    made_at        timestamptz NOT NULL,
    order_id       uuid,
    -- The retailer's account as it was ordered, sealed under the payout's id.
    sealed         bytea,
    -- Why the bank did not pay it the last time.
    failure        text,
    bank_reference text CHECK (length(bank_reference) BETWEEN 1 AND 140),
    paid_on        date,
    payment_id     uuid,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, statement_id),
    UNIQUE (provider_id, number),
    FOREIGN KEY (provider_id, retailer_id, statement_id) REFERENCES statement (provider_id, retailer_id, id),
    FOREIGN KEY (provider_id, order_id) REFERENCES payout_order,
    FOREIGN KEY (provider_id, payment_id) REFERENCES payment,
    CHECK ((order_id IS NOT NULL) = (state IN ('ordered', 'paid'))),
    CHECK ((sealed IS NOT NULL) = (state IN ('ordered', 'paid'))),
    CHECK (num_nonnulls(bank_reference, paid_on, payment_id) = CASE state WHEN 'paid' THEN 3 ELSE 0 END)
);
CREATE INDEX payout_waiting ON payout (provider_id, retailer_id, currency) WHERE state IN ('due', 'ordered');
CREATE INDEX payout_order_id ON payout (provider_id, order_id, number);
CREATE INDEX payout_retailer ON payout (provider_id, retailer_id, id);

ALTER TABLE payer_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE payout_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE payout ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON payer_account USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON payout_order USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON payout USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON payer_account AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON payout_order AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_retailer ON payout AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON payer_account TO counterfoil_app;
GRANT SELECT, INSERT ON payout_order TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE (state, order_id, sealed, failure, bank_reference, paid_on, payment_id) ON payout TO counterfoil_app;
