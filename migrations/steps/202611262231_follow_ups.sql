--liquibase formatted sql
-- Asking those who left why, with their consent and until they want no more of it.

--changeset counterfoil:202611262231_follow_ups splitStatements:false
-- When they agreed to be asked once all their accounts are deleted; null: they did not, or not any more.
ALTER TABLE contact ADD COLUMN follow_up_at timestamptz;

CREATE TABLE follow_up (
    provider_id     uuid NOT NULL REFERENCES provider,
    id              uuid NOT NULL UNIQUE,
    -- Under a derived key: all that stays of an address, so that nobody is asked again who wanted no more of it.
    address_digest  bytea NOT NULL,
    -- Null once the series is over.
    name            text,
    address         text,
    left_at         timestamptz NOT NULL,
    sent            integer NOT NULL DEFAULT 0,
    due_at          timestamptz,
    unsubscribed_at timestamptz,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, address_digest),
    CHECK (num_nulls(name, address, due_at) IN (0, 3)),
    CHECK (unsubscribed_at IS NULL OR due_at IS NULL)
);
CREATE INDEX follow_up_due ON follow_up (due_at, id) WHERE due_at IS NOT NULL;
ALTER TABLE follow_up ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON follow_up USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON follow_up AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON follow_up TO counterfoil_app;

ALTER TABLE mail_message
    -- The series that it belongs to, and where one unsubscribes from that, sealed like the body.
    ADD COLUMN series_id   uuid,
    ADD COLUMN unsubscribe bytea;
CREATE INDEX mail_message_series ON mail_message (provider_id, series_id) WHERE series_id IS NOT NULL;
