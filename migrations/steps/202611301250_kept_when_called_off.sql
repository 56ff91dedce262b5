--liquibase formatted sql
-- What came to a node before a move was called off stays there while the other node may have lost it, and goes afterwards.

--changeset counterfoil:202611301250_kept_when_called_off
ALTER TABLE account_elsewhere
    -- By this move, which was called off; it removes the copy once the node that holds the account has all. NULL = by another's.
    ADD COLUMN kept_by uuid,
    ADD CONSTRAINT only_copies_are_kept CHECK (kept_by IS NULL OR role = 'forwarder');
