--liquibase formatted sql
-- An invitation that a program sent holds only as long as its key.

--changeset counterfoil:202611281222_invited_with
-- NULL: somebody sent it who had signed in, or it is older than this column.
ALTER TABLE invitation ADD COLUMN sent_with uuid;
ALTER TABLE invitation ADD FOREIGN KEY (provider_id, sent_with) REFERENCES api_key;
