--liquibase formatted sql
-- With 100,000 accruals that no statement has, to sum them took 28 to 128 ms of each sale under a credit limit: most of them are summed once, and kept.

--changeset counterfoil:202611270742_counted_accruals splitStatements:false
CREATE TABLE counted_accruals (
    provider_id  uuid NOT NULL,
    retailer_id  uuid NOT NULL,
    currency     char(3) NOT NULL,
    -- What is payable later than the end of the last statement then (null: since ever), up to this accrual; withdrawn ones too.
    stated_until timestamptz,
    last_id      bigint NOT NULL,
    amount_minor bigint NOT NULL,
    PRIMARY KEY (provider_id, retailer_id, currency),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer
);
ALTER TABLE counted_accruals ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON counted_accruals USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_retailer ON counted_accruals AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
GRANT SELECT, INSERT, UPDATE ON counted_accruals TO counterfoil_app;
-- What of them was withdrawn since is little.
CREATE INDEX accrual_withdrawn ON accrual (provider_id, retailer_id, payable_at) INCLUDE (id, amount_minor, currency) WHERE undone_at IS NOT NULL;
