--liquibase formatted sql
-- What is on its way to a node takes room there, too; and whoever empties a node sees why accounts do not leave it.

--changeset counterfoil:202611271905_room_of_moves
-- What the family was promised when its move was asked for.
ALTER TABLE account_move ADD COLUMN promised_bytes bigint NOT NULL DEFAULT 0;
CREATE INDEX account_move_arriving ON account_move (to_node) WHERE state IN ('copying', 'switching');
ALTER TABLE node ADD COLUMN drain_problem text;
