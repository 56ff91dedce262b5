--liquibase formatted sql
-- The day of a link that begins a trial counts from when its mail was handed over, as that of other links does.

--changeset counterfoil:202611301601_late_trial_links
ALTER TABLE trial_request
    -- The message that carries the link.
    ADD COLUMN message_id uuid,
    -- When that was handed over; NULL: not yet.
    ADD COLUMN sent_at    timestamptz;
GRANT UPDATE (message_id, sent_at) ON trial_request TO counterfoil_app;
