--liquibase formatted sql
-- Shops that could not ask at once tell their sales later: what such a sale comes to says when it was, beside when it was told.

--changeset counterfoil:202611271626_told_sales splitStatements:false
-- When the shop sold it; null: when it accrued.
ALTER TABLE accrual ADD sold_at timestamptz;
