--liquibase formatted sql
-- A node that is to become empty looks for accounts on it that are not on their way yet.

--changeset counterfoil:202611271647_moves_by_node
CREATE INDEX account_move_copy_account ON account_move_copy (account_id);
