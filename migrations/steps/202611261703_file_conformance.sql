--liquibase formatted sql
-- What the files of a run conform to, which their manifest tells.

--changeset counterfoil:202611261703_file_conformance
-- Standards for people to read, such as "PDF/X-4, PDF/A-2b", or "none"; null for files drawn before.
ALTER TABLE print_file ADD COLUMN conformance text;
