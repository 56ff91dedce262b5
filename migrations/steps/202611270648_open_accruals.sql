--liquibase formatted sql
-- What a retailer owes is asked with each of its sales where a credit limit is agreed on: read from the index alone, in its currency.

--changeset counterfoil:202611270648_open_accruals
DROP INDEX accrual_payable;
CREATE INDEX accrual_payable ON accrual (provider_id, retailer_id, payable_at) INCLUDE (amount_minor, currency) WHERE undone_at IS NULL;
