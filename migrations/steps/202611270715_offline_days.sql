--liquibase formatted sql
-- Sales of days without a line come as tables of up to 100,000 lines: they are entered by a job, and the answer to each line is kept for a while.

--changeset counterfoil:202611270715_offline_days splitStatements:false
CREATE TABLE offline_day (
    provider_id   uuid NOT NULL REFERENCES provider,
    id            uuid NOT NULL UNIQUE,
    -- Whose shops sold; null: whichever the lines name, entered with a key of the provider.
    retailer_id   uuid,
    -- The till of lines that name none.
    terminal_id   uuid,
    -- Whether lines may name no other till than that: it was entered with the till's own key.
    terminal_only boolean NOT NULL,
    -- The table as it was sent, until all of it is entered.
    content       bytea,
    line_count    integer NOT NULL CHECK (line_count >= 0),
    activated     integer NOT NULL DEFAULT 0,
    declined      integer NOT NULL DEFAULT 0,
    refused       integer NOT NULL DEFAULT 0,
    asked_at      timestamptz NOT NULL,
    -- Who entered it, as events name them.
    asked_by      text NOT NULL,
    person        uuid,
    done_at       timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, terminal_id) REFERENCES terminal,
    CHECK ((content IS NULL) = (done_at IS NOT NULL)),
    CHECK (terminal_id IS NOT NULL OR NOT terminal_only),
    CHECK (activated + declined + refused <= line_count)
);
CREATE INDEX offline_day_retailer ON offline_day (provider_id, retailer_id, id DESC);
CREATE INDEX offline_day_done ON offline_day (done_at);
-- What became of each line.
CREATE TABLE offline_line (
    provider_id uuid NOT NULL,
    retailer_id uuid,
    day_id      uuid NOT NULL,
    line        integer NOT NULL CHECK (line > 0),
    -- As they stand there.
    request_id  text,
    serial      text,
    state       text NOT NULL CHECK (state IN ('activated', 'declined', 'refused')),
    reason      text,
    PRIMARY KEY (provider_id, day_id, line),
    FOREIGN KEY (provider_id, day_id) REFERENCES offline_day ON DELETE CASCADE
);
ALTER TABLE offline_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE offline_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON offline_day USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY tenant ON offline_line USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_retailer ON offline_day AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
CREATE POLICY own_retailer ON offline_line AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
GRANT SELECT, INSERT, UPDATE, DELETE ON offline_day TO counterfoil_app;
GRANT SELECT, INSERT ON offline_line TO counterfoil_app;
