--liquibase formatted sql
-- What went wrong at a till and needs a person: listed until somebody says what came of it. Customers bring items back.

--changeset counterfoil:202611270351_till_cases splitStatements:false
CREATE TABLE till_case (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    terminal_id uuid,
    request_id  text,
    serial      bigint,
    kind        text NOT NULL CHECK (kind IN ('paid_not_activated', 'late_reversal', 'late_return', 'late_sale', 'inactive_attempt')),
    -- What it is about; of one kind, nothing has two open cases.
    subject     text NOT NULL,
    note        text,
    opened_at   timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by text,
    resolution  text,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, outlet_id) REFERENCES outlet,
    FOREIGN KEY (provider_id, terminal_id) REFERENCES terminal,
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial),
    CHECK ((resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE UNIQUE INDEX till_case_open ON till_case (provider_id, kind, subject) WHERE resolved_at IS NULL;
CREATE INDEX till_case_retailer ON till_case (provider_id, retailer_id, id DESC);
CREATE INDEX till_case_serial ON till_case (provider_id, serial);
ALTER TABLE till_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON till_case USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON till_case AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON till_case TO counterfoil_app;

INSERT INTO till_case (provider_id, id, retailer_id, outlet_id, terminal_id, request_id, serial, kind, subject, opened_at)
SELECT provider_id,
       (lpad(to_hex((extract(epoch FROM exception_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
            || '8' || substr(md5(random()::text), 1, 15))::uuid,
       retailer_id, outlet_id, terminal_id, request_id, serial, 'late_reversal', terminal_id || '/' || request_id, exception_at
FROM till_request WHERE exception_at IS NOT NULL;

ALTER TABLE till_request DROP CONSTRAINT till_request_state_check;
ALTER TABLE till_request ADD CONSTRAINT till_request_state_check CHECK (state IN ('activated', 'declined', 'reversed', 'returned'));
-- When the customer brought the item back.
ALTER TABLE till_request ADD COLUMN returned_at timestamptz;

CREATE TABLE till_settings (
    provider_id    uuid PRIMARY KEY REFERENCES provider,
    -- How many days customers have to bring an item back.
    return_days    integer NOT NULL CHECK (return_days >= 0),
    -- How many days a sale may be old that a shop enters later.
    late_sale_days integer NOT NULL CHECK (late_sale_days >= 0)
);
ALTER TABLE till_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON till_settings USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider_adds ON till_settings AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
CREATE POLICY own_provider_changes ON till_settings AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON till_settings TO counterfoil_app;
