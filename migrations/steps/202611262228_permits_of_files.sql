--liquibase formatted sql
-- A permit is for the very file that a second person agreed to: after another check there may be another one of its name.

--changeset counterfoil:202611262228_permits_of_files
-- Null: of an earlier version, which is not known; such a permit is never used.
ALTER TABLE download_permit ADD COLUMN sha256 bytea CHECK (length(sha256) = 32);
