--liquibase formatted sql
-- People read transfers by time, of all accounts or of one, on whichever side it is. Each sale only appends to the ends of these indexes.

--changeset counterfoil:202611301801_ledger_lists
CREATE INDEX ledger_transfer_time ON ledger_transfer (provider_id, at, id);
CREATE INDEX ledger_transfer_debit ON ledger_transfer (provider_id, debit, at, id);
CREATE INDEX ledger_transfer_credit ON ledger_transfer (provider_id, credit, at, id);
