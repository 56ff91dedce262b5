--liquibase formatted sql
-- Staff list the accounts, and the customers with one, in a state: a few of very many.

--changeset counterfoil:202611270135_account_states
CREATE INDEX account_state ON account (provider_id, term_state, id);
CREATE INDEX account_state_of_customer ON account (provider_id, term_state, customer_id) WHERE parent_id IS NULL;
