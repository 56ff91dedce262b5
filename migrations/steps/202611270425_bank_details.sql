--liquibase formatted sql
-- Where retailers are paid: sealed, agreed to by a second person, and frozen for a while after each change.

--changeset counterfoil:202611270425_bank_details splitStatements:false
CREATE TABLE bank_details (
    provider_id  uuid NOT NULL REFERENCES provider,
    id           uuid NOT NULL UNIQUE,
    retailer_id  uuid NOT NULL,
    -- waiting for somebody's agreement, in force, replaced by others, or turned down by somebody or by what came after.
    state        text NOT NULL CHECK (state IN ('waiting', 'in_force', 'replaced', 'turned_down')),
    -- Holder, IBAN and BIC under the server's key; null once they aren't needed any more.
    sealed       bytea,
    -- What people are shown of the IBAN.
    country      char(2) NOT NULL,
    last_four    char(4) NOT NULL,
    told_at      timestamptz NOT NULL,
    in_force_at  timestamptz,
    -- Nothing is paid to them before.
    payable_from timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    CHECK ((sealed IS NOT NULL) = (state IN ('waiting', 'in_force'))),
    CHECK ((in_force_at IS NULL) = (state IN ('waiting', 'turned_down'))),
    CHECK ((in_force_at IS NULL) = (payable_from IS NULL))
);
CREATE UNIQUE INDEX bank_details_in_force ON bank_details (provider_id, retailer_id) WHERE state = 'in_force';
CREATE UNIQUE INDEX bank_details_waiting ON bank_details (provider_id, retailer_id) WHERE state = 'waiting';
CREATE INDEX bank_details_retailer ON bank_details (provider_id, retailer_id);
ALTER TABLE bank_details ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bank_details USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON bank_details AS RESTRICTIVE FOR SELECT USING (in_wide_scope() OR retailer_id = scope_retailer());
-- A shop's proposal is kept for it with the provider in view, since the provider agrees to it.
CREATE POLICY own_provider_adds ON bank_details AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
CREATE POLICY own_provider_changes ON bank_details AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON bank_details TO counterfoil_app;
