--liquibase formatted sql
-- Which files show codes: once their items are printed again these files have dead ones.

--changeset counterfoil:202611261842_files_with_codes
-- Files that were drawn before may show none; they are taken for such that do until they are checked again.
ALTER TABLE print_file ADD COLUMN codes boolean NOT NULL DEFAULT true;
