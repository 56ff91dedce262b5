--liquibase formatted sql
-- Print bureaus: how they want their files, and which run goes to which.

--changeset counterfoil:202611261642_bureaus splitStatements:false
CREATE TABLE bureau (
    provider_id     uuid NOT NULL REFERENCES provider,
    id              uuid NOT NULL UNIQUE,
    name            text NOT NULL,
    -- ASCII-armoured, as it was sent; the next three are read off it.
    public_key      text NOT NULL,
    key_fingerprint text NOT NULL,
    key_owner       text NOT NULL,
    key_expires_at  timestamptz,
    bleed_mm        double precision NOT NULL,
    safe_mm         double precision NOT NULL,
    slug_mm         double precision NOT NULL,
    crop_marks      boolean NOT NULL,
    cut_contour     text NOT NULL,
    scratch_panel   text NOT NULL,
    -- The press that colours are meant for, with its ICC profile; both or none.
    output_condition text,
    icc_profile     bytea,
    data_format     text NOT NULL CHECK (data_format IN ('csv', 'fixed', 'none')),
    -- So many per cent of the items are printed on top of an order, since some go wrong.
    spare_percent   integer NOT NULL CHECK (spare_percent BETWEEN 0 AND 25),
    created_at      timestamptz NOT NULL,
    -- Set when it is deleted; its runs still name it.
    removed_at      timestamptz,
    PRIMARY KEY (provider_id, id),
    CHECK ((output_condition IS NULL) = (icc_profile IS NULL))
);
CREATE UNIQUE INDEX bureau_name ON bureau (provider_id, name) WHERE removed_at IS NULL;
-- What was agreed when a run was ordered; the bureau may change its mind for later ones.
CREATE TABLE print_run_bureau (
    provider_id     uuid NOT NULL,
    run_id          uuid NOT NULL,
    bureau_id       uuid NOT NULL,
    bleed_mm        double precision NOT NULL,
    safe_mm         double precision NOT NULL,
    slug_mm         double precision NOT NULL,
    crop_marks      boolean NOT NULL,
    cut_contour     text NOT NULL,
    scratch_panel   text NOT NULL,
    output_condition text,
    icc_profile     bytea,
    data_format     text NOT NULL CHECK (data_format IN ('csv', 'fixed', 'none')),
    PRIMARY KEY (provider_id, run_id),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run,
    FOREIGN KEY (provider_id, bureau_id) REFERENCES bureau,
    CHECK ((output_condition IS NULL) = (icc_profile IS NULL))
);
CREATE INDEX print_run_bureau_bureau ON print_run_bureau (provider_id, bureau_id);
ALTER TABLE bureau ENABLE ROW LEVEL SECURITY;
ALTER TABLE print_run_bureau ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bureau USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON print_run_bureau USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON bureau AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON print_run_bureau AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON bureau TO counterfoil_app;
GRANT SELECT, INSERT ON print_run_bureau TO counterfoil_app;
