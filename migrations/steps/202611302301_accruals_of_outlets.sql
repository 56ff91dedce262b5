--liquibase formatted sql
-- People read accruals by day, and those of one outlet, the latest first, also among the lines of a statement, which has what is payable in its
-- time.

--changeset counterfoil:202611302301_accruals_of_outlets
CREATE INDEX accrual_time ON accrual (provider_id, accrued_at, id);
CREATE INDEX accrual_outlet ON accrual (provider_id, outlet_id, accrued_at, id);
CREATE INDEX accrual_outlet_payable ON accrual (provider_id, outlet_id, payable_at, id);
