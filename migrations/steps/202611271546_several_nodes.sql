--liquibase formatted sql
-- Accounts are placed by the room of several nodes: what each may take, and what it said when it was last asked.

--changeset counterfoil:202611271546_several_nodes
ALTER TABLE node
    -- From the settings of the server that started last.
    ADD COLUMN accepts           boolean NOT NULL DEFAULT true,
    -- How many times its disk may be promised. NULL: that is measured, and not limited.
    ADD COLUMN over_subscription numeric CHECK (over_subscription > 0),
    -- It is to become empty; no new account is put there, whatever the settings say.
    ADD COLUMN draining          boolean NOT NULL DEFAULT false,
    -- What it last said of itself.
    ADD COLUMN contract          integer,
    ADD COLUMN disk_bytes        bigint,
    ADD COLUMN free_bytes        bigint,
    ADD COLUMN stored_bytes      bigint,
    ADD COLUMN promised_bytes    bigint,
    ADD COLUMN measured_at       timestamptz,
    -- How far its clock was behind then; negative: it was ahead.
    ADD COLUMN clock_behind      interval,
    -- When it last answered, and why it did not since then.
    ADD COLUMN answered_at       timestamptz,
    ADD COLUMN problem           text,
    -- What the accounts that were placed there until then are promised.
    ADD COLUMN placed_bytes      bigint NOT NULL DEFAULT 0,
    ADD COLUMN placed_until      timestamptz,
    ADD CONSTRAINT measured_whole CHECK (num_nulls(contract, disk_bytes, free_bytes, stored_bytes, promised_bytes, measured_at, clock_behind) IN (0, 7));
-- NULL: before nodes were chosen by their room.
ALTER TABLE placement ADD COLUMN placed_at timestamptz;
CREATE INDEX placement_placed ON placement (placed_at) WHERE placed_at IS NOT NULL;
