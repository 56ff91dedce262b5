--liquibase formatted sql
-- Lines of statements that retailers don't agree with, and what their provider decided.

--changeset counterfoil:202611270628_disputes splitStatements:false
CREATE TABLE dispute (
    provider_id  uuid NOT NULL,
    id           uuid NOT NULL UNIQUE,
    retailer_id  uuid NOT NULL,
    statement_id uuid NOT NULL,
    line         integer NOT NULL,
    -- What the retailer says.
    reason       text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    state        text NOT NULL CHECK (state IN ('disputed', 'accepted', 'refused')),
    disputed_at  timestamptz NOT NULL,
    disputed_by  text NOT NULL,
    decided_at   timestamptz,
    decided_by   text,
    -- Why it was refused.
    answer       text CHECK (length(answer) BETWEEN 1 AND 500),
    -- The position of the event by which it was accepted, noted in the same transaction.
    event        bigint REFERENCES event (position),
    PRIMARY KEY (provider_id, id),
    -- A line is disputed once.
    UNIQUE (provider_id, statement_id, line),
    FOREIGN KEY (provider_id, retailer_id, statement_id) REFERENCES statement (provider_id, retailer_id, id),
    FOREIGN KEY (provider_id, statement_id, line) REFERENCES statement_line (provider_id, statement_id, number),
    CHECK (num_nonnulls(decided_at, decided_by) = CASE state WHEN 'disputed' THEN 0 ELSE 2 END),
    CHECK ((answer IS NOT NULL) = (state = 'refused')),
    CHECK (event IS NULL OR state = 'accepted')
);
CREATE INDEX dispute_open ON dispute (provider_id, id) WHERE state = 'disputed';
CREATE INDEX dispute_retailer ON dispute (provider_id, retailer_id, id);

ALTER TABLE dispute ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dispute USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_retailer ON dispute AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
-- The retailer disputes; only the provider decides.
CREATE POLICY own_provider_decides ON dispute AS RESTRICTIVE FOR UPDATE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE (state, decided_at, decided_by, answer, event) ON dispute TO counterfoil_app;
