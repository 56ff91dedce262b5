--liquibase formatted sql
-- With 1,000,000 sales, to sum their transfers took each look at the accounts more than a second: they are summed once, by retailer and account.

--changeset counterfoil:202611272230_counted_transfers splitStatements:false
-- It waits for whatever is being transferred, and that for the end of this step: what is summed below is complete.
CREATE INDEX ledger_transfer_retailer ON ledger_transfer (provider_id, retailer_id, id);
-- Every item was sold by a retailer, and every payment is one's.
ALTER TABLE ledger_transfer ALTER COLUMN retailer_id SET NOT NULL;
CREATE TABLE counted_transfers (
    provider_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    -- Up to this transfer all are in counted_balance.
    last_id     bigint NOT NULL,
    PRIMARY KEY (provider_id, retailer_id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer
);
CREATE TABLE counted_balance (
    provider_id  uuid NOT NULL,
    retailer_id  uuid NOT NULL,
    account      text NOT NULL,
    currency     char(3) NOT NULL,
    -- What the account gained less what it gave.
    amount_minor bigint NOT NULL,
    PRIMARY KEY (provider_id, retailer_id, account, currency),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES counted_transfers
);
INSERT INTO counted_transfers SELECT provider_id, retailer_id, max(id) FROM ledger_transfer GROUP BY provider_id, retailer_id;
INSERT INTO counted_balance
SELECT provider_id, retailer_id, side.account, currency, sum(side.minor)
FROM ledger_transfer, LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
GROUP BY provider_id, retailer_id, side.account, currency;
ALTER TABLE counted_transfers ENABLE ROW LEVEL SECURITY;
ALTER TABLE counted_balance ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON counted_transfers USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY tenant ON counted_balance USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON counted_transfers AS RESTRICTIVE USING ((SELECT in_wide_scope()));
CREATE POLICY own_provider ON counted_balance AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE ON counted_transfers TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE ON counted_balance TO counterfoil_app;
