--liquibase formatted sql
-- A message about missing backups is not handed over once there is a newer one.

--changeset counterfoil:202611301301_untrue_messages
ALTER TABLE placement
    -- The message in the outbox by which its holder was told last that no backup came; null: not since the last one.
    ADD COLUMN silence_message_id uuid;
CREATE INDEX placement_silence_message ON placement (provider_id, silence_message_id) WHERE silence_message_id IS NOT NULL;
