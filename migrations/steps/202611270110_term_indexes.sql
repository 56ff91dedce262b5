--liquibase formatted sql
-- The clock pages through what is due by date and id; and it finds what a clock that was ahead has ended too early, of which there is nothing as a rule.

--changeset counterfoil:202611270110_term_indexes
DROP INDEX account_due;
CREATE INDEX account_due ON account (term_due_at, id) WHERE term_due_at IS NOT NULL;
CREATE INDEX account_over ON account (term_ends_at, id) WHERE parent_id IS NULL AND coalesce(term_before, term_state) IN ('grace', 'frozen');
