--liquibase formatted sql
-- What support has mailed counts for itself, so that strangers who ask don't use it up; and the time of a link counts from when its mail was handed over.

--changeset counterfoil:202611301301_links_of_support
ALTER TABLE account_link
    -- How many support had mailed since then.
    ADD COLUMN mailed_by_staff integer NOT NULL DEFAULT 0,
    -- The message that carries the link; NULL: its time counts from when it was made.
    ADD COLUMN message_id uuid;
CREATE INDEX account_link_message ON account_link (provider_id, message_id) WHERE message_id IS NOT NULL;
