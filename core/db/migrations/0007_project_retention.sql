-- How long a project keeps whole events, where it differs from the installation's REDSHANK_RETENTION_DAYS.
alter table projects add column retention_days integer check (retention_days between 1 and 3650);
