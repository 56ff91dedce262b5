--liquibase formatted sql
-- Shops write down on numbered sheets what they sell while their tills are dark; sheet and line are the key of the sale that is entered later.

--changeset counterfoil:202611270700_activation_sheets splitStatements:false
CREATE SEQUENCE activation_sheet_number AS integer START 100000 MINVALUE 100000 MAXVALUE 99999999;
CREATE TABLE activation_sheet (
    provider_id uuid NOT NULL,
    -- Without its check digit.
    number      integer NOT NULL UNIQUE,
    -- The first number of those that were made together.
    pile        integer NOT NULL CHECK (pile <= number),
    retailer_id uuid NOT NULL,
    terminal_id uuid NOT NULL,
    made_at     timestamptz NOT NULL,
    PRIMARY KEY (provider_id, number),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, terminal_id) REFERENCES terminal
);
CREATE INDEX activation_sheet_pile ON activation_sheet (provider_id, pile);
CREATE INDEX activation_sheet_retailer ON activation_sheet (provider_id, retailer_id, number);
ALTER TABLE activation_sheet ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON activation_sheet USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON activation_sheet AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT ON activation_sheet TO counterfoil_app;
GRANT USAGE ON SEQUENCE activation_sheet_number TO counterfoil_app;
