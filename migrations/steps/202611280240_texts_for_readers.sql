--liquibase formatted sql
-- What cases, lines of offline days and approvals say in parts, so that each reader gets it in their own language; the columns beside them keep the English. Null: older rows, and what people wrote themselves.

--changeset counterfoil:202611280240_texts_for_readers
ALTER TABLE till_case ADD COLUMN note_text text;
ALTER TABLE offline_line ADD COLUMN reason_text text;
ALTER TABLE approval ADD COLUMN summary_text text;
