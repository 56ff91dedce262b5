--liquibase formatted sql
-- An API key may be let do only some of what keys of its kind may.

--changeset counterfoil:202611272240_key_scopes
-- Such as catalog:read. NULL: everything, as for all keys that were made before.
ALTER TABLE api_key ADD COLUMN scopes text[] CHECK (cardinality(scopes) > 0);
