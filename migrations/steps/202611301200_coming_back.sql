--liquibase formatted sql
-- An account comes back to a node that it left: it goes on handing its clients on there until all of it is there again.

--changeset counterfoil:202611301200_coming_back
ALTER TABLE account_elsewhere
    -- The account comes back: the node takes its bytes, beside what its role says.
    ADD COLUMN takes boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT only_a_forwarder_takes_beside CHECK (NOT takes OR role <> 'target');
