--liquibase formatted sql
-- Who tries the code of an item that a till took back is a case, too: its buyer may not know of that.

--changeset counterfoil:202611302312_attempts_on_returned_items
ALTER TABLE till_case DROP CONSTRAINT till_case_kind_check;
ALTER TABLE till_case ADD CONSTRAINT till_case_kind_check
    CHECK (kind IN ('paid_not_activated', 'late_reversal', 'late_return', 'late_sale', 'inactive_attempt', 'returned_attempt'));
DROP INDEX code_refusal_news;
CREATE INDEX code_refusal_news ON code_refusal (provider_id) WHERE told_at IS NULL AND reason IN ('not_activated', 'taken_back');
