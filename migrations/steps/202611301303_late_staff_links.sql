--liquibase formatted sql
-- The hour of a link for somebody of staff counts from when its mail was handed over, as that of a customer's does.

--changeset counterfoil:202611301303_late_staff_links
-- The message that carries the link.
ALTER TABLE staff_password_link ADD COLUMN message_id uuid;
