--liquibase formatted sql
-- The first page leads a new provider to its first printed card, until somebody has seen enough of it.

--changeset counterfoil:202611272241_first_steps splitStatements:false
-- When somebody first asked for its proof; null: nobody has.
ALTER TABLE print_run ADD proof_seen_at timestamptz;
ALTER TABLE provider ADD first_steps_hidden_at timestamptz;
