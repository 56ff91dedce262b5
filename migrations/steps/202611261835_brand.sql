--liquibase formatted sql
-- A provider's logo and colours, and those that each run was ordered with.

--changeset counterfoil:202611261835_brand splitStatements:false
ALTER TABLE provider
    ADD COLUMN colour_dark   text NOT NULL DEFAULT '#07323f' CHECK (colour_dark ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN colour_main   text NOT NULL DEFAULT '#0b5d66' CHECK (colour_main ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN colour_bright text NOT NULL DEFAULT '#148a7d' CHECK (colour_bright ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN colour_accent text NOT NULL DEFAULT '#f2a541' CHECK (colour_accent ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN colour_light  text NOT NULL DEFAULT '#bfe3dd' CHECK (colour_light ~ '^#[0-9a-f]{6}$');

CREATE TABLE logo (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    kind        text NOT NULL CHECK (kind IN ('svg', 'pdf')),
    content     bytea NOT NULL CHECK (length(content) BETWEEN 1 AND 262144),
    changed_at  timestamptz NOT NULL
);
ALTER TABLE logo ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON logo USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON logo AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON logo TO counterfoil_app;

-- A run goes on to look as it did when it was ordered, whatever becomes of the logo. One that was
-- ordered before there were logos has no row here.
CREATE TABLE print_brand (
    provider_id   uuid NOT NULL,
    run_id        uuid NOT NULL,
    colour_dark   text NOT NULL,
    colour_main   text NOT NULL,
    colour_bright text NOT NULL,
    colour_accent text NOT NULL,
    colour_light  text NOT NULL,
    logo_kind     text CHECK (logo_kind IN ('svg', 'pdf')),
    logo          bytea CHECK (length(logo) BETWEEN 1 AND 262144),
    PRIMARY KEY (provider_id, run_id),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run,
    CHECK ((logo IS NULL) = (logo_kind IS NULL))
);
ALTER TABLE print_brand ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON print_brand USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON print_brand AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT ON print_brand TO counterfoil_app;
