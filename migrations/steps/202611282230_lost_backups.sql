--liquibase formatted sql
-- A node restored from an old backup has less than it had; staff see which accounts that concerns, and since when their backups are gone.

--changeset counterfoil:202611282230_lost_backups
ALTER TABLE node_drift
    DROP CONSTRAINT node_drift_kind_check,
    ADD CONSTRAINT node_drift_kind_check CHECK (kind IN ('missing', 'older', 'newer', 'different', 'risen', 'forgotten', 'unknown', 'lost')),
    -- Of kind lost: when the newest object that was there was stored, and the newest that is there; NULL = none is.
    ADD COLUMN had_write_at timestamptz,
    ADD COLUMN has_write_at timestamptz,
    ADD CHECK ((kind = 'lost') = (had_write_at IS NOT NULL)),
    ADD CHECK (has_write_at < had_write_at);
