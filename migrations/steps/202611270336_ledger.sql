--liquibase formatted sql
-- Who owes whom: what each sale comes to between provider and retailer, and the transfers between accounts that it makes.

--changeset counterfoil:202611270336_ledger splitStatements:false
-- How far a retailer is settled. A statement moves it on; what accrues is always payable later than that.
CREATE TABLE retailer_settlement (
    provider_id   uuid NOT NULL,
    retailer_id   uuid NOT NULL,
    settled_until timestamptz NOT NULL,
    PRIMARY KEY (provider_id, retailer_id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer
);
-- One line of money between provider and retailer; nothing of it changes, except that it is withdrawn before it is settled.
CREATE TABLE accrual (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider_id          uuid NOT NULL,
    retailer_id          uuid NOT NULL,
    outlet_id            uuid NOT NULL,
    product_id           uuid NOT NULL,
    serial               bigint NOT NULL,
    -- The position of the event that it is for.
    event                bigint NOT NULL REFERENCES event (position),
    kind                 text NOT NULL CHECK (kind IN ('sale', 'shipment', 'credit', 'bounty', 'residual', 'claw_back', 'dispute')),
    -- What the item costs, what the shop keeps of it, and the tax inside both.
    price_minor          bigint NOT NULL,
    commission_minor     bigint NOT NULL,
    tax_minor            bigint NOT NULL,
    commission_tax_minor bigint NOT NULL,
    -- Whether the tax inside the price is due when the item is sold (single-purpose voucher), not when it is redeemed.
    tax_at_issue         boolean NOT NULL,
    -- Above zero: the retailer owes it to the provider; below: the provider to the retailer.
    amount_minor         bigint NOT NULL GENERATED ALWAYS AS (price_minor - commission_minor) STORED,
    currency             char(3) NOT NULL,
    accrued_at           timestamptz NOT NULL,
    payable_at           timestamptz NOT NULL CHECK (payable_at >= accrued_at),
    -- The accrual that this one takes back, because it is on a statement already.
    undoes               bigint,
    -- When it was withdrawn; it never gets onto a statement then.
    undone_at            timestamptz,
    UNIQUE (provider_id, id),
    -- An event accrues once for each item.
    UNIQUE (provider_id, serial, event, kind),
    FOREIGN KEY (provider_id, undoes) REFERENCES accrual (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id),
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial),
    CHECK ((undoes IS NOT NULL) = (kind IN ('credit', 'claw_back', 'dispute')))
);
-- Nothing is taken back twice.
CREATE UNIQUE INDEX accrual_undoes ON accrual (provider_id, undoes) WHERE undoes IS NOT NULL;
-- What the next statement of a retailer is made of, and what it owes by then.
CREATE INDEX accrual_payable ON accrual (provider_id, retailer_id, payable_at) INCLUDE (amount_minor) WHERE undone_at IS NULL;
CREATE INDEX accrual_retailer ON accrual (provider_id, retailer_id, id);
-- Moves its amount from the account credit to the account debit, so that all accounts together are always zero.
CREATE TABLE ledger_transfer (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider_id  uuid NOT NULL REFERENCES provider,
    at           timestamptz NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('sale', 'shipment', 'credit', 'bounty', 'residual', 'claw_back', 'dispute', 'undo',
                     'redemption', 'earning', 'breakage', 'refund', 'payment', 'payout')),
    debit        text NOT NULL CHECK (debit IN ('retailer', 'deferred_revenue', 'revenue', 'breakage', 'commission', 'bounty', 'tax', 'customer', 'bank')),
    credit       text NOT NULL CHECK (credit IN ('retailer', 'deferred_revenue', 'revenue', 'breakage', 'commission', 'bounty', 'tax', 'customer', 'bank')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency     char(3) NOT NULL,
    retailer_id  uuid,
    product_id   uuid,
    serial       bigint,
    -- The position of the event that it is for.
    event        bigint REFERENCES event (position),
    -- The event whose transfers for this item it takes back.
    reverses     bigint,
    CHECK (debit <> credit),
    CHECK (retailer_id IS NOT NULL OR 'retailer' NOT IN (debit, credit)),
    -- Payments are for many items; all else names one, and one event.
    CHECK (CASE WHEN kind IN ('payment', 'payout') THEN num_nonnulls(product_id, serial, event) = 0
        ELSE num_nonnulls(product_id, serial, event) = 3 END),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial)
);
CREATE INDEX ledger_transfer_serial ON ledger_transfer (provider_id, serial);
-- Sales before this event were made without books.
ALTER TABLE installation ADD COLUMN books_since bigint NOT NULL DEFAULT 0;
UPDATE installation SET books_since = coalesce((SELECT max(position) FROM event), 0);

ALTER TABLE retailer_settlement ENABLE ROW LEVEL SECURITY;
ALTER TABLE accrual ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_transfer ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON retailer_settlement USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON accrual USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON ledger_transfer USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON retailer_settlement AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON accrual AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
-- A shop's sale writes them; only the provider reads them.
CREATE POLICY own_provider ON ledger_transfer AS RESTRICTIVE FOR SELECT USING (in_wide_scope());
CREATE POLICY own_retailer ON ledger_transfer AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON retailer_settlement TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE (undone_at) ON accrual TO counterfoil_app;
GRANT SELECT, INSERT ON ledger_transfer TO counterfoil_app;
