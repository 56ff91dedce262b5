--liquibase formatted sql
-- The audit log says from where, and is read by person, thing, action and time.

--changeset counterfoil:202611272232_audit_filters
-- The network address of staff and of programs with a key. NULL: of a job, of a customer or a visitor, or not noted yet.
ALTER TABLE audit_entry ADD COLUMN address text;
DROP INDEX audit_entry_time;
CREATE INDEX audit_entry_time ON audit_entry (provider_id, at DESC, id DESC);
CREATE INDEX audit_entry_actor ON audit_entry (provider_id, actor, at DESC, id DESC);
CREATE INDEX audit_entry_subject ON audit_entry (provider_id, subject, at DESC, id DESC);
CREATE INDEX audit_entry_action ON audit_entry (provider_id, action, at DESC, id DESC);
