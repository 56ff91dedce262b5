--liquibase formatted sql
-- People read accruals by day, and those of one outlet, the latest first, also among the lines of a statement, which has what is payable in its
-- time. None of these begins with the provider: a plan to sell an item that was made while few had accrued could read all of the provider's by it.

--changeset counterfoil:202611302301_accruals_of_outlets
CREATE INDEX accrual_time ON accrual (accrued_at, provider_id, id);
CREATE INDEX accrual_outlet ON accrual (outlet_id, accrued_at, id);
CREATE INDEX accrual_outlet_payable ON accrual (outlet_id, payable_at, id);
