--liquibase formatted sql
-- What was deferred was summed from all transfers each time: with 1,000,000 sales that took each look at the revenue more than a second. It is summed once, by run and day.

--changeset counterfoil:202611280237_counted_revenue splitStatements:false
CREATE TABLE counted_revenue (
    provider_id     uuid NOT NULL,
    run             integer NOT NULL,
    product_id      uuid NOT NULL,
    currency        char(3) NOT NULL,
    -- In UTC; and when the first and the last of its transfers were.
    day             date NOT NULL,
    first_at        timestamptz NOT NULL,
    last_at         timestamptz NOT NULL CHECK (last_at >= first_at),
    -- Of the transfers up to counted_transfers.last_id: what was deferred as if nothing were earned, and what of it lapsed.
    left_minor      bigint NOT NULL,
    breakage_minor  bigint NOT NULL,
    PRIMARY KEY (provider_id, run, product_id, currency, day),
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
-- Transfers of the day in which a moment is; they come in the order of time.
CREATE INDEX ledger_transfer_at ON ledger_transfer USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
INSERT INTO counted_revenue
SELECT transfer.provider_id, (serial / 100000000)::integer, product_id, currency, (at AT TIME ZONE 'UTC')::date, min(at), max(at),
       sum(CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END),
       coalesce(sum(amount_minor) FILTER (WHERE credit = 'breakage'), 0)
FROM ledger_transfer transfer
JOIN counted_transfers counted
  ON counted.provider_id = transfer.provider_id AND counted.retailer_id = transfer.retailer_id AND id <= last_id
WHERE kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
GROUP BY 1, 2, 3, 4, 5;
ALTER TABLE counted_revenue ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON counted_revenue USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON counted_revenue AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE ON counted_revenue TO counterfoil_app;
