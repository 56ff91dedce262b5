--liquibase formatted sql
-- Files that are checked again are others than those that somebody was asked to hand out once more: such a request ends
-- undecided, so that nobody agrees to what was never asked.

--changeset counterfoil:202611270131_overtaken_approvals splitStatements:false
ALTER TABLE approval DROP CONSTRAINT approval_state_check;
ALTER TABLE approval DROP CONSTRAINT approval_check;
ALTER TABLE approval
    ADD CONSTRAINT approval_state_check CHECK (state IN ('waiting', 'approved', 'rejected', 'overtaken')),
    ADD CONSTRAINT approval_check CHECK (
        (state = 'waiting') = (decided_at IS NULL)
        AND (state IN ('approved', 'rejected')) = (decided_by IS NOT NULL));
