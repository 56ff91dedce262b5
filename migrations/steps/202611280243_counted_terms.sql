--liquibase formatted sql
-- What terms earn was summed from each redeemed item: with 1,000,000 of them that took each look at the revenue a second. Items with the same amount and days are counted once.

--changeset counterfoil:202611280243_counted_terms splitStatements:false
CREATE TABLE counted_term (
    provider_id  uuid NOT NULL,
    run          integer NOT NULL,
    product_id   uuid NOT NULL,
    currency     char(3) NOT NULL,
    amount_minor bigint NOT NULL,
    first_day    date NOT NULL,
    end_day      date NOT NULL,
    items        bigint NOT NULL,
    PRIMARY KEY (provider_id, run, product_id, currency, amount_minor, first_day, end_day),
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
-- With which amount and days an item is in counted_term; null: it is not.
ALTER TABLE deferral
    ADD COLUMN counted_minor bigint,
    ADD COLUMN counted_first date,
    ADD COLUMN counted_end date,
    ADD CONSTRAINT deferral_counted CHECK (num_nulls(counted_minor, counted_first, counted_end) IN (0, 3));
CREATE INDEX deferral_uncounted ON deferral (provider_id, serial)
    WHERE first_day IS NOT NULL AND (counted_minor, counted_first, counted_end) IS DISTINCT FROM (amount_minor, first_day, end_day);
ALTER TABLE counted_term ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON counted_term USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON counted_term AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT UPDATE (counted_minor, counted_first, counted_end) ON deferral TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE ON counted_term TO counterfoil_app;
