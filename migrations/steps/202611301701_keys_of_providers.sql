--liquibase formatted sql
-- No row refers to one of another provider: checks of foreign keys bypass the policies, so the keys themselves have to say it.

--changeset counterfoil:202611301701_keys_of_providers splitStatements:false
ALTER TABLE accrual DROP CONSTRAINT accrual_event_fkey;
ALTER TABLE ledger_transfer DROP CONSTRAINT ledger_transfer_event_fkey;
ALTER TABLE deferral DROP CONSTRAINT deferral_event_fkey;
ALTER TABLE account_origin DROP CONSTRAINT account_origin_event_fkey;
ALTER TABLE dispute DROP CONSTRAINT dispute_event_fkey;
-- In the place of that of positions alone, which are unique by their identity: each sale writes events, and they get no further index.
-- Positions first, for whatever looks for one, or for those after one.
ALTER TABLE event DROP CONSTRAINT event_position_key, ADD CONSTRAINT event_position_key UNIQUE (position, provider_id);
ALTER TABLE accrual ADD FOREIGN KEY (provider_id, event) REFERENCES event (provider_id, position);
ALTER TABLE ledger_transfer ADD FOREIGN KEY (provider_id, event) REFERENCES event (provider_id, position);
ALTER TABLE deferral ADD FOREIGN KEY (provider_id, event) REFERENCES event (provider_id, position);
ALTER TABLE account_origin ADD FOREIGN KEY (provider_id, event) REFERENCES event (provider_id, position);
ALTER TABLE dispute ADD FOREIGN KEY (provider_id, event) REFERENCES event (provider_id, position);

ALTER TABLE session DROP CONSTRAINT session_opened_in_fkey;
ALTER TABLE session ADD UNIQUE (provider_id, digest);
ALTER TABLE session ADD FOREIGN KEY (provider_id, opened_in) REFERENCES session (provider_id, digest) ON DELETE CASCADE;
