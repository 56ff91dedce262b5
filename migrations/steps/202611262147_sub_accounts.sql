--liquibase formatted sql
-- Sub-accounts stand where their parents do, and share their parents' space on the node.

--changeset counterfoil:202611262147_sub_accounts splitStatements:false
-- The clock looks at parents.
UPDATE account SET term_due_at = NULL WHERE parent_id IS NOT NULL;
ALTER TABLE account
    DROP CONSTRAINT due_until_frozen,
    ADD CONSTRAINT due_until_frozen CHECK ((term_due_at IS NULL) = (term_state = 'frozen' OR parent_id IS NOT NULL)),
    ADD CONSTRAINT no_parent_of_itself CHECK (parent_id <> id);
ALTER TABLE placement
    ADD COLUMN pool_id    uuid,
    -- What all members of the pool may store together.
    ADD COLUMN pool_bytes bigint CHECK (pool_bytes > 0),
    ADD CONSTRAINT whole_pool CHECK ((pool_id IS NULL) = (pool_bytes IS NULL));
CREATE INDEX placement_pool ON placement (provider_id, pool_id) WHERE pool_id IS NOT NULL;
