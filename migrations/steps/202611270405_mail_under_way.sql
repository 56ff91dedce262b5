--liquibase formatted sql
-- A long queue of messages costs each of them one update and no look at the others.

--changeset counterfoil:202611270405_mail_under_way splitStatements:false
-- What is being sent is known to the one server that sends.
ALTER TABLE mail_message DROP COLUMN taken_at;
-- The scope is asked for once a statement instead of once a row. That also tells the planner that most rows may be seen:
-- before, it expected none, and sorted all that waits to find the first.
ALTER POLICY tenant ON mail_message USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY own_provider_reads ON mail_message USING ((SELECT in_wide_scope()));
ALTER POLICY own_provider_changes ON mail_message USING ((SELECT in_wide_scope()));
ALTER POLICY own_provider_deletes ON mail_message USING ((SELECT in_wide_scope()));
