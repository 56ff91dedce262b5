--liquibase formatted sql
-- What tills asked, by their own request id, so that a retry or a time-out gets the right answer.

--changeset counterfoil:202611221918_till splitStatements:false
CREATE TABLE till_request (
    provider_id  uuid NOT NULL,
    retailer_id  uuid NOT NULL,
    outlet_id    uuid NOT NULL,
    terminal_id  uuid NOT NULL,
    request_id   text NOT NULL,
    -- Null when only the reversal has arrived so far, or when there is no such item.
    serial       bigint,
    -- Keyed digest of what was asked; null when only the reversal has arrived so far.
    fingerprint  bytea,
    state        text NOT NULL CHECK (state IN ('activated', 'declined', 'reversed')),
    -- Why it was declined; null otherwise.
    reason       text,
    asked_at     timestamptz NOT NULL,
    activated_at timestamptz,
    reversed_at  timestamptz,
    -- When the till wanted to undo a sale whose code was redeemed already: somebody has to look.
    exception_at timestamptz,
    PRIMARY KEY (provider_id, terminal_id, request_id),
    FOREIGN KEY (provider_id, terminal_id) REFERENCES terminal,
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial)
);
CREATE INDEX till_request_velocity ON till_request (provider_id, terminal_id, activated_at);
CREATE INDEX till_request_recent ON till_request (provider_id, retailer_id, asked_at DESC);
CREATE INDEX till_request_serial ON till_request (provider_id, serial);
ALTER TABLE till_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON till_request USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON till_request AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON till_request TO counterfoil_app;
