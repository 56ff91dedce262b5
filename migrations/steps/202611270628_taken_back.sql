--liquibase formatted sql
-- What a customer had in hand is never sold again, because its code may have been seen.

--changeset counterfoil:202611270628_taken_back splitStatements:false
-- Whether a customer brought it back, whatever became of it then.
ALTER TABLE serial_item ADD taken_back boolean NOT NULL DEFAULT false;
UPDATE serial_item SET taken_back = true FROM event
WHERE event.provider_id = serial_item.provider_id AND subject_type = 'item' AND subject_id = serial::text AND type = 'taken_back';
