--liquibase formatted sql
-- Of all who fetch the package of a run at once, by its link or as the provider, one gets it.

--changeset counterfoil:202611261705_one_delivery splitStatements:false
UPDATE bureau_receipt SET state = 'broken_off', ended_at = seen_at WHERE state = 'sending';
DROP INDEX bureau_receipt_sending;
CREATE UNIQUE INDEX bureau_receipt_sending ON bureau_receipt (provider_id, run_id) WHERE state = 'sending';
