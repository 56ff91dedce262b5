--liquibase formatted sql
-- What refunds of conversions gave back of what was earned ahead counted as deferred, since no transfer of that kind earned it.

--changeset counterfoil:202611291310_earned_early
WITH early AS (
    UPDATE ledger_transfer SET kind = 'earning'
    WHERE kind = 'refund' AND debit = 'revenue' AND credit = 'deferred_revenue'
    RETURNING provider_id, retailer_id, id, (serial / 100000000)::integer AS run, product_id, currency,
              (at AT TIME ZONE 'UTC')::date AS day, amount_minor
), counted_early AS (
    SELECT early.provider_id, run, product_id, currency, day, sum(amount_minor) AS minor
    FROM early
    JOIN counted_transfers known
      ON known.provider_id = early.provider_id AND known.retailer_id = early.retailer_id AND id <= last_id
    GROUP BY early.provider_id, run, product_id, currency, day
)
UPDATE counted_revenue counted SET left_minor = left_minor - early.minor
FROM counted_early early
WHERE (counted.provider_id, counted.run, counted.product_id, counted.currency, counted.day)
    = (early.provider_id, early.run, early.product_id, early.currency, early.day);
