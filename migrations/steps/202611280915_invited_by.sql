--liquibase formatted sql
-- An invitation holds only as long as whoever gave it may sign in.

--changeset counterfoil:202611280915_invited_by
-- NULL: nobody of the staff answers for it, or it is older than this column.
ALTER TABLE invitation ADD COLUMN sent_by uuid;
ALTER TABLE invitation ADD FOREIGN KEY (provider_id, sent_by) REFERENCES staff;
