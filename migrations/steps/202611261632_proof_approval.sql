--liquibase formatted sql
-- A provider may want somebody to look at the proof before a run is printed.

--changeset counterfoil:202611261632_proof_approval splitStatements:false
ALTER TABLE provider ADD COLUMN proof_approval boolean NOT NULL DEFAULT false;
ALTER TABLE print_run
    -- The second person's word that the run waits for in state proof.
    ADD COLUMN proof_approval_id uuid,
    ADD FOREIGN KEY (provider_id, proof_approval_id) REFERENCES approval;
