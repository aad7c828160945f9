-- A deleted rule keeps its name and versions: the books go on naming what it dropped.
alter table pipeline_rules add column deleted_at timestamptz;
drop index pipeline_rules_project;
create index pipeline_rules_project on pipeline_rules (project_id, position) where deleted_at is null;
