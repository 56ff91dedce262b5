--liquibase formatted sql
-- The console's home lists sales that a till wanted to undo too late: few of millions of requests.

--changeset counterfoil:202611261600_late_reversals
CREATE INDEX till_request_exception ON till_request (provider_id, exception_at) WHERE exception_at IS NOT NULL;
