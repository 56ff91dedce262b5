--liquibase formatted sql
-- A storage node is known by its name and its key together, so that two of the same name never pass for one.

--changeset counterfoil:202611222345_node_keys splitStatements:false
-- SHA-256; null: not seen since this column is here.
ALTER TABLE node ADD COLUMN key_digest bytea;
