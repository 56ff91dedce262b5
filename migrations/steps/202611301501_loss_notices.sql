--liquibase formatted sql
-- What a provider reports lost, stolen or found is told to the shops that have it, each of which sees its own part.

--changeset counterfoil:202611301501_loss_notices splitStatements:false
-- Only of what is reported from now on: the words of reports before were not written for shops.
CREATE TABLE loss_notice (
    provider_id uuid NOT NULL,
    loss_id     uuid NOT NULL,
    -- Whose items they were.
    retailer_id uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('lost', 'stolen', 'found')),
    -- From the first to the last of them, which others may be between.
    from_serial bigint NOT NULL,
    to_serial   bigint NOT NULL CHECK (to_serial >= from_serial),
    items       integer NOT NULL CHECK (items > 0),
    reason      text NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, retailer_id, loss_id),
    FOREIGN KEY (provider_id, loss_id) REFERENCES loss,
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer
);
ALTER TABLE loss_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON loss_notice USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_retailer ON loss_notice AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
GRANT SELECT, INSERT ON loss_notice TO counterfoil_app;
