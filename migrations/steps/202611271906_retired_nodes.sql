--liquibase formatted sql
-- A node whose machine is gone for good is not asked and not shown any more; its row stays for what happened there.

--changeset counterfoil:202611271906_retired_nodes
ALTER TABLE node ADD COLUMN retired_at timestamptz;
