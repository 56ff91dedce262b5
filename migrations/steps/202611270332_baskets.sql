--liquibase formatted sql
-- Several items on one receipt are sold line by line; the receipt's number says which lines belong together.

--changeset counterfoil:202611270332_baskets splitStatements:false
ALTER TABLE till_request ADD COLUMN basket text;
CREATE INDEX till_request_basket ON till_request (provider_id, terminal_id, basket) WHERE basket IS NOT NULL;
