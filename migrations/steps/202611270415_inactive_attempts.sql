--liquibase formatted sql
-- Who has the code of an item that no till has sold may have opened the carton: shops are told, a while after the attempt.

--changeset counterfoil:202611270415_inactive_attempts splitStatements:false
ALTER TABLE code_refusal ADD COLUMN told_at timestamptz;
UPDATE code_refusal SET told_at = hour;
CREATE INDEX code_refusal_news ON code_refusal (provider_id) WHERE told_at IS NULL AND reason = 'not_activated';
GRANT UPDATE (told_at) ON code_refusal TO counterfoil_app;
