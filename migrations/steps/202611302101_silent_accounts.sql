--liquibase formatted sql
-- Holders are told once when no backup came for a while. Time in which nobody could have made one, or heard of it, does not count.

--changeset counterfoil:202611302101_silent_accounts
ALTER TABLE placement
    -- Since when a backup is awaited: its newest one, or when its clients could first make one, later by as long as its node was away. Null: from the next report on.
    ADD COLUMN backup_awaited_since timestamptz,
    -- When its holder was told that none came, or need not be. Null: not since the last one.
    ADD COLUMN silence_told_at timestamptz;
-- Who stopped long before this was watched knows it, and would only be one of many to be told at once: the next backup begins to count.
UPDATE placement SET silence_told_at = now() WHERE last_snapshot_at < now() - interval '90 days';
CREATE INDEX placement_awaited ON placement (provider_id, backup_awaited_since, account_id)
    WHERE silence_told_at IS NULL AND state = 'open' AND purge_at IS NULL;
CREATE INDEX placement_silent ON placement (provider_id, account_id) WHERE silence_told_at IS NOT NULL;
CREATE INDEX placement_parent ON placement (provider_id, parent_id) WHERE parent_id IS NOT NULL;
ALTER TABLE reminder_settings
    -- After so many days without a backup; 0: never.
    ADD COLUMN without_backup integer NOT NULL DEFAULT 14 CHECK (without_backup BETWEEN 0 AND 365);
