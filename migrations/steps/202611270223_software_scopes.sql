--liquibase formatted sql
-- Only a provider itself says where its customers get their backup software; shops and customers read it.

--changeset counterfoil:202611270223_software_scopes splitStatements:false
CREATE POLICY own_provider_adds ON software AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
CREATE POLICY own_provider_changes ON software AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
