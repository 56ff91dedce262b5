--liquibase formatted sql
-- Deletions that a node has not confirmed are looked for on every home page and by the metrics.

--changeset counterfoil:202611270135_purges_under_way
CREATE INDEX placement_purging ON placement (account_id) WHERE purge_at IS NOT NULL AND purged_at IS NULL;
