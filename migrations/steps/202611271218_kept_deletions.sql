--liquibase formatted sql
-- What clients delete can be kept on its node for some days, so that a provider undoes a prune that nobody wanted: by the provider's choice, or by one for the account.

--changeset counterfoil:202611271218_kept_deletions
CREATE TABLE kept_deletions (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    -- 0: what is deleted is gone.
    keep_days   integer NOT NULL CHECK (keep_days BETWEEN 0 AND 365)
);
ALTER TABLE kept_deletions ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kept_deletions USING (provider_id = scope_provider() OR in_system_scope());
-- Whatever places an account reads them; only the provider changes them.
CREATE POLICY own_provider_adds ON kept_deletions AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
CREATE POLICY own_provider_changes ON kept_deletions AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON kept_deletions TO counterfoil_app;

ALTER TABLE placement
    -- NULL: as the provider has it.
    ADD COLUMN keep_deleted_days integer CHECK (keep_deleted_days BETWEEN 0 AND 365),
    ADD COLUMN deleted_objects bigint NOT NULL DEFAULT 0,
    ADD COLUMN deleted_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN undelete_id uuid,
    ADD COLUMN undelete_since timestamptz,
    ADD COLUMN undelete_asked_at timestamptz,
    ADD COLUMN undelete_done_at timestamptz,
    ADD COLUMN undelete_objects bigint,
    ADD COLUMN undelete_bytes bigint,
    ADD CONSTRAINT undelete_is_whole CHECK ((undelete_id IS NULL) = (undelete_since IS NULL) AND (undelete_id IS NULL) = (undelete_asked_at IS NULL)),
    ADD CONSTRAINT undelete_done_is_whole CHECK ((undelete_done_at IS NULL) = (undelete_objects IS NULL) AND (undelete_done_at IS NULL) = (undelete_bytes IS NULL)
        AND (undelete_done_at IS NULL OR undelete_id IS NOT NULL));
