--liquibase formatted sql
-- What a node lost before an account moved is no reason to keep the copy on the node before; what the next one loses is.

--changeset counterfoil:202611301201_lost_again
ALTER TABLE node_drift
    -- Of kind lost: when it was last seen that more is gone, while that lasts; NULL = nothing since it was first seen.
    ADD COLUMN lost_again_at timestamptz,
    ADD CONSTRAINT only_what_was_lost_is_lost_again CHECK (lost_again_at IS NULL OR kind = 'lost');
