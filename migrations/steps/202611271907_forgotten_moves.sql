--liquibase formatted sql
-- A database from an old backup may have forgotten that an account moved; the nodes know, and people are told.

--changeset counterfoil:202611271907_forgotten_moves
ALTER TABLE node_drift
    DROP CONSTRAINT node_drift_kind_check,
    ADD CONSTRAINT node_drift_kind_check CHECK (kind IN ('missing', 'older', 'newer', 'different', 'risen', 'forgotten', 'unknown'));
