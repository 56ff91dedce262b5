--liquibase formatted sql
-- A provider's printers, by how much each misses, and how the parts of a run are placed on sheets.

--changeset counterfoil:202611261605_printers splitStatements:false
CREATE TABLE printer (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL,
    name        text NOT NULL,
    dpi         integer NOT NULL CHECK (dpi BETWEEN 150 AND 9600),
    offset_x_mm double precision NOT NULL CHECK (offset_x_mm BETWEEN -15 AND 15),
    offset_y_mm double precision NOT NULL CHECK (offset_y_mm BETWEEN -15 AND 15),
    scale_x     double precision NOT NULL CHECK (scale_x BETWEEN 95 AND 105),
    scale_y     double precision NOT NULL CHECK (scale_y BETWEEN 95 AND 105),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id)
);
ALTER TABLE printer ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON printer USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON printer AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON printer TO counterfoil_app;
-- The printer's numbers are those of the order, so that a file stays the same when the printer is corrected later.
ALTER TABLE print_part
    ADD COLUMN first_label  integer NOT NULL DEFAULT 1 CHECK (first_label >= 1),
    ADD COLUMN label_order  text NOT NULL DEFAULT 'reading' CHECK (label_order IN ('reading', 'stack')),
    ADD COLUMN flip         text NOT NULL DEFAULT 'long' CHECK (flip IN ('long', 'short')),
    ADD COLUMN slips        boolean NOT NULL DEFAULT false,
    ADD COLUMN printer_name text,
    ADD COLUMN dpi          integer NOT NULL DEFAULT 300,
    ADD COLUMN offset_x_mm  double precision NOT NULL DEFAULT 0,
    ADD COLUMN offset_y_mm  double precision NOT NULL DEFAULT 0,
    ADD COLUMN scale_x      double precision NOT NULL DEFAULT 100,
    ADD COLUMN scale_y      double precision NOT NULL DEFAULT 100;
