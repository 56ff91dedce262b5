--liquibase formatted sql
-- What happened, append-only, as one hash chain per subject; state is the fold of it.

--changeset counterfoil:202611221911_events splitStatements:false
CREATE TABLE event (
    -- Taken after the subject's row was locked, so that it orders the events that touch one item.
    position     bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    provider_id  uuid NOT NULL REFERENCES provider,
    subject_type text NOT NULL,
    subject_id   text NOT NULL,
    seq          integer NOT NULL CHECK (seq > 0),
    type         text NOT NULL,
    -- The range of serials that the event covers, inclusive; null when it covers none.
    from_serial  bigint,
    to_serial    bigint,
    -- The canonical JSON that was hashed: hash = sha256(hash of the one before || body).
    body         text NOT NULL,
    hash         bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (provider_id, subject_type, subject_id, seq),
    CHECK ((from_serial IS NULL) = (to_serial IS NULL) AND from_serial <= to_serial)
);
CREATE INDEX event_range ON event (provider_id, from_serial) WHERE from_serial IS NOT NULL;
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON event USING (provider_id = scope_provider() OR in_system_scope());
-- No UPDATE, no DELETE: the application can't rewrite the past.
GRANT SELECT, INSERT ON event TO counterfoil_app;
