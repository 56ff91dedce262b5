--liquibase formatted sql
-- Any plan may be tried for some days before it is paid, not only one of the edition trial.

--changeset counterfoil:202611222330_trial_days
ALTER TABLE plan DROP CONSTRAINT plan_check;
ALTER TABLE plan ADD CONSTRAINT plan_trial_days CHECK (edition <> 'trial' OR trial_days IS NOT NULL);
