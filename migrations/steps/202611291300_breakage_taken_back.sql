--liquibase formatted sql
-- What accepted disputes took back of breakage was counted as breakage still.

--changeset counterfoil:202611291300_breakage_taken_back
UPDATE counted_revenue counted SET breakage_minor = made.minor
FROM (
    SELECT transfer.provider_id, (serial / 100000000)::integer AS run, product_id, currency, (at AT TIME ZONE 'UTC')::date AS day,
           sum(CASE credit WHEN 'breakage' THEN amount_minor ELSE -amount_minor END) AS minor
    FROM ledger_transfer transfer
    JOIN counted_transfers known
      ON known.provider_id = transfer.provider_id AND known.retailer_id = transfer.retailer_id AND id <= last_id
    WHERE 'breakage' IN (debit, credit) AND 'deferred_revenue' IN (debit, credit)
    GROUP BY 1, 2, 3, 4, 5
) AS made
WHERE (counted.provider_id, counted.run, counted.product_id, counted.currency, counted.day)
    = (made.provider_id, made.run, made.product_id, made.currency, made.day);
