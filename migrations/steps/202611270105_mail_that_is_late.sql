--liquibase formatted sql
-- Reminders say what is true on their day only, and the messages to an address are found without looking at all others.

--changeset counterfoil:202611270105_mail_that_is_late
-- After it nothing is sent any more; null: it stays true.
ALTER TABLE mail_message ADD COLUMN good_until timestamptz;
CREATE INDEX mail_message_good_until ON mail_message (provider_id, good_until) WHERE state = 'waiting' AND good_until IS NOT NULL;
-- A column of its own, since a function of a column has no index under a policy.
ALTER TABLE mail_message ADD COLUMN address_folded text GENERATED ALWAYS AS (lower(to_address)) STORED;
CREATE INDEX mail_message_address ON mail_message (provider_id, address_folded, id);
