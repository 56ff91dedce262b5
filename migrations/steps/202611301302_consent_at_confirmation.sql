--liquibase formatted sql
-- Whoever confirms a trial says whether they may be asked why they left: whoever asked for it may be somebody else, so that their tick counts for nothing.

--changeset counterfoil:202611301302_consent_at_confirmation
ALTER TABLE trial_request DROP COLUMN follow_up;
