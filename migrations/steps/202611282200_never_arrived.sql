--liquibase formatted sql
-- What was lost on its way never arrived in a shop, also where the rest of its shipment did before this was kept for each item.

--changeset counterfoil:202611282200_never_arrived splitStatements:false
UPDATE serial_item SET received_at = NULL WHERE state IN ('lost', 'stolen') AND hold = 'missing' AND received_at IS NOT NULL;
