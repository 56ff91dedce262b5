--liquibase formatted sql
-- Messages to customers and staff, committed with what they tell of and sent afterwards; who gets none; and from whom they are.

--changeset counterfoil:202611261910_mail splitStatements:false
CREATE TABLE mail_message (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL,
    -- Which templates say it; kinds come and go with features.
    kind        text NOT NULL,
    to_name     text NOT NULL,
    to_address  text NOT NULL,
    subject     text NOT NULL,
    -- Text and HTML under a key derived from the server's; null once a message with a secret is sent, and some time after all others.
    body        bytea,
    secret      boolean NOT NULL,
    -- The same at every attempt.
    message_id  text NOT NULL,
    state       text NOT NULL CHECK (state IN ('waiting', 'sent', 'kept', 'failed', 'suppressed')),
    reason      text,
    attempts    integer NOT NULL DEFAULT 0,
    -- Grows each time that somebody asks for it to be sent once more: the job of an older round ends.
    round       integer NOT NULL DEFAULT 1,
    posted_at   timestamptz NOT NULL,
    due_at      timestamptz,
    give_up_at  timestamptz NOT NULL,
    settled_at  timestamptz,
    PRIMARY KEY (provider_id, id),
    CHECK ((state = 'waiting') = (settled_at IS NULL)),
    CHECK ((state = 'waiting') = (due_at IS NOT NULL))
);
CREATE INDEX mail_message_state ON mail_message (provider_id, state, id DESC);
CREATE INDEX mail_message_waiting ON mail_message (posted_at) WHERE state = 'waiting';
CREATE INDEX mail_message_settled ON mail_message (settled_at);
CREATE INDEX mail_message_secret ON mail_message (posted_at) WHERE secret AND body IS NOT NULL;
CREATE TABLE mail_suppression (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL,
    address     text NOT NULL CHECK (address = lower(address)),
    kind        text NOT NULL CHECK (kind IN ('bounce', 'complaint')),
    detail      text,
    since       timestamptz NOT NULL,
    lifted_at   timestamptz,
    PRIMARY KEY (provider_id, id)
);
CREATE UNIQUE INDEX mail_suppression_address ON mail_suppression (provider_id, address) WHERE lifted_at IS NULL;
CREATE TABLE mail_sender (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    name        text,
    address     text,
    reply_to    text
);

ALTER TABLE mail_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_suppression ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_sender ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON mail_message USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON mail_suppression USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON mail_sender USING (provider_id = scope_provider() OR in_system_scope());
-- Posted by whoever acts, read and changed by the provider only.
CREATE POLICY own_provider_reads ON mail_message AS RESTRICTIVE FOR SELECT USING (in_wide_scope());
CREATE POLICY own_provider_changes ON mail_message AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
CREATE POLICY own_provider_deletes ON mail_message AS RESTRICTIVE FOR DELETE USING (in_wide_scope());
CREATE POLICY own_provider ON mail_suppression AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON mail_sender AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_message TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE ON mail_suppression, mail_sender TO counterfoil_app;
