--liquibase formatted sql
-- Holders are told once when 80, 90 and 95 percent of their space are used, and both sides see when the last backup was finished.

--changeset counterfoil:202611271240_space_warnings
ALTER TABLE placement
    ADD COLUMN last_snapshot_at timestamptz,
    -- By the node's own clock, as it is with its last write.
    ADD COLUMN last_snapshot_node_at timestamptz,
    -- The highest level that its holder was told of and that it has not fallen well below since; 0: none.
    ADD COLUMN space_told smallint NOT NULL DEFAULT 0 CHECK (space_told IN (0, 80, 90, 95)),
    -- Since when there is a higher one to tell of.
    ADD COLUMN space_due_at timestamptz;
CREATE INDEX placement_space_due ON placement (space_due_at, account_id) WHERE space_due_at IS NOT NULL;
