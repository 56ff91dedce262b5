--liquibase formatted sql
-- Sales that were told before this version get their own moment, too; what closed statements show stays as it is.

--changeset counterfoil:202611271725_sales_told_before splitStatements:false
-- Few events say it: no other is read as JSON.
UPDATE accrual SET sold_at = (event.body::jsonb #>> '{data,sold_at}')::timestamptz
FROM event WHERE event.provider_id = accrual.provider_id AND event.position = accrual.event
  AND accrual.kind = 'sale' AND CASE WHEN event.body LIKE '%"sold_at"%' THEN event.body::jsonb #>> '{data,sold_at}' IS NOT NULL END
  AND NOT EXISTS (SELECT FROM statement_line line WHERE line.provider_id = accrual.provider_id AND line.accrual_id = accrual.id);
