--liquibase formatted sql
-- A shop lists its own releases, newest first, without those of all others.

--changeset counterfoil:202611301802_release_lists
CREATE INDEX till_release_retailer ON till_release (provider_id, retailer_id, id);
