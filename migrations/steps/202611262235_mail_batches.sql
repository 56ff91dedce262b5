--liquibase formatted sql
-- Messages are taken by the batch by one job, instead of one job each: which of them are being sent is noted, and what is due is found.

--changeset counterfoil:202611262235_mail_batches splitStatements:false
ALTER TABLE mail_message DROP COLUMN round;
-- Since when it is being sent; what a server that was killed leaves here is cleared by the next one that sends.
ALTER TABLE mail_message ADD COLUMN taken_at timestamptz CHECK (taken_at IS NULL OR state = 'waiting');
DROP INDEX mail_message_waiting;
CREATE INDEX mail_message_due ON mail_message (secret DESC, due_at) WHERE state = 'waiting';
CREATE INDEX mail_message_due_of_provider ON mail_message (provider_id, secret DESC, due_at) WHERE state = 'waiting';
CREATE INDEX mail_message_taken ON mail_message (taken_at) WHERE taken_at IS NOT NULL;
-- The jobs that delivered single messages: what they were about still waits in the outbox.
DELETE FROM scheduled_tasks WHERE task_name = 'mail';
