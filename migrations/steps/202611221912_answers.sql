--liquibase formatted sql
-- Answers to writes that carried an Idempotency-Key, sealed, so that a retry gets the same one.

--changeset counterfoil:202611221912_answers splitStatements:false
CREATE TABLE stored_answer (
    provider_id uuid NOT NULL REFERENCES provider,
    -- Who asked (the actor), so that two callers may use the same key.
    caller      text NOT NULL,
    -- Keyed digest of the Idempotency-Key: the key itself opens the seal.
    key_digest  bytea NOT NULL,
    -- Keyed digest of method, path and body.
    fingerprint bytea NOT NULL,
    answer      bytea,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, caller, key_digest)
);
CREATE INDEX stored_answer_age ON stored_answer (created_at);
ALTER TABLE stored_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON stored_answer USING (provider_id = scope_provider() OR in_system_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON stored_answer TO counterfoil_app;
