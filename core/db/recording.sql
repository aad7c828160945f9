-- Statements of the one transaction that records a batch. Rows are locked in one order everywhere:
-- projects, events, issues (by id), then what hangs on issues (by key), releases, environments, outcomes.

-- name: projects
-- Rules as text: they are the same from batch to batch, and a text is compared, not read.
select p.id, p.organization_id, p.slug, p.privacy, p.salt,
       (select jsonb_agg(jsonb_build_object('id', r.id, 'rule', r.definition) order by r.position, r.id)
        from pipeline_rules r where r.project_id = p.id and r.deleted_at is null and r.is_active)::text as rules
from projects p where p.id = any($1::bigint[])

-- name: lock_projects
-- Before issues are made: their numbers are taken from the project.
select id from projects where id = any($1::bigint[]) order by id for no key update

-- name: issues_of_hashes
select h.project_id, h.hash, h.issue_id
from unnest($1::bigint[], $2::bytea[]) as wanted (project_id, hash)
join issue_hashes h on h.project_id = wanted.project_id and h.hash = wanted.hash

-- name: take_number
update projects set next_issue_number = next_issue_number + 1 where id = $1 returning next_issue_number - 1

-- name: insert_issue
-- $13, $14: the user or the team that a pipeline rule names; one that left the organization gets nothing.
insert into issues (project_id, number, level, platform, type, value, culprit, logger, handled, first_seen, last_seen,
                    first_release, times_seen, users_seen, status_changed_at, assignee_user_id, assignee_team_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, 0, 0, $12,
        (select m.user_id from members m join projects p on p.organization_id = m.organization_id
         where p.id = $1 and m.user_id = $13::bigint),
        (select t.id from teams t join projects p on p.organization_id = t.organization_id
         where p.id = $1 and t.id = $14::bigint))
returning id

-- name: note_owners
-- Of issues that were given to somebody as they were made.
insert into activity (issue_id, kind, data, created_at)
select i.id, 'assigned', jsonb_build_object('assignee', case
           when u.id is not null then jsonb_build_object('type', 'user', 'id', u.id::text, 'name', coalesce(nullif(u.name, ''), u.email))
           else jsonb_build_object('type', 'team', 'id', t.id::text, 'name', t.name) end), $2::timestamptz
from issues i
left join users u on u.id = i.assignee_user_id
left join teams t on t.id = i.assignee_team_id
where i.id = any($1::bigint[]) and (u.id is not null or t.id is not null)
order by i.id

-- name: insert_hashes
insert into issue_hashes (project_id, hash, issue_id)
select * from unnest($1::bigint[], $2::bytea[], $3::bigint[])
on conflict do nothing

-- name: insert_events
-- Only those that are not there yet; a sender that repeats itself over midnight is met by the look at the day before.
-- Times as epoch seconds and ids as hex digits: the sender's CPU makes them in a fifth of the time of its own types.
-- Whoever indexes whole events is told where they are (core/db/events/recorded_blocks.sql), if they are in blocks.
with inserted as (
    insert into events (day, project_id, event_id, issue_id, at, received_at, level, title, release, environment,
                        user_label, payload)
    select day, project_id, event_id::uuid, issue_id, to_timestamp(at), to_timestamp(received_at), level, title,
           release, environment, user_label, payload
    from unnest($1::date[], $2::bigint[], $3::text[], $4::bigint[], $5::float8[], $6::float8[],
                $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
        as new (day, project_id, event_id, issue_id, at, received_at, level, title, release, environment, user_label,
                payload)
    where not exists (
        select from events old
        where old.project_id = new.project_id and old.event_id = new.event_id::uuid and old.day = new.day - 1)
    on conflict do nothing
    returning day, project_id, event_id, payload
), noted as (
    insert into recorded_blocks (day, block, places, project_ids)
    select day, split_part(payload, ':', 1)::bigint, array_agg(split_part(payload, ':', 2)::integer),
           array_agg(project_id)
    from inserted
    where payload ~ '^[0-9]+:[0-9]+$'
    group by 1, 2
)
select project_id, event_id from inserted

-- name: lock_issues
-- Their numbers stay, so whoever writes of an issue (an alert's) need not wait, nor be waited for.
select id, project_id, status, regressed_at, resolved_in_release, resolved_in_next_release, ignored_until,
       ignored_until_times_seen, ignored_until_users_seen, ignored_window_seconds, ignored_window_quantity,
       times_seen, users_seen, status_changed_at
from issues where id = any($1::bigint[]) order by id for no key update

-- name: insert_users
insert into issue_users (issue_id, user_hash)
select * from unnest($1::bigint[], $2::bytea[])
on conflict do nothing
returning issue_id

-- name: release_dates
select r.project_id, r.version, r.first_seen
from unnest($1::bigint[], $2::text[]) as wanted (project_id, version)
join releases r on r.project_id = wanted.project_id and r.version = wanted.version

-- name: events_in_window
select count(*) from events where issue_id = $1 and at > $2

-- name: update_issues
update issues i set
    times_seen = i.times_seen + new.quantity,
    users_seen = i.users_seen + new.users,
    first_seen = least(i.first_seen, new.first_at),
    last_seen = greatest(i.last_seen, new.last_at),
    last_release = coalesce(new.release, i.last_release),
    level = new.level,
    status = coalesce(new.status, i.status),
    status_changed_at = case when new.status is null then i.status_changed_at else new.changed_at end,
    regressed_at = case when new.regressed then new.changed_at else i.regressed_at end,
    resolved_in_release = case when new.status is null then i.resolved_in_release end,
    resolved_in_next_release = case when new.status is null then i.resolved_in_next_release else false end,
    ignored_until = case when new.status is null then i.ignored_until end,
    ignored_until_times_seen = case when new.status is null then i.ignored_until_times_seen end,
    ignored_until_users_seen = case when new.status is null then i.ignored_until_users_seen end,
    ignored_window_seconds = case when new.status is null then i.ignored_window_seconds end,
    ignored_window_quantity = case when new.status is null then i.ignored_window_quantity end
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
            $8::text[], $9::boolean[], $10::timestamptz[])
    as new (id, quantity, users, first_at, last_at, release, level, status, regressed, changed_at)
where i.id = new.id

-- name: delete_empty_issues
-- Made for events that turned out to be repetitions.
delete from issues where id = any($1::bigint[]) and times_seen = 0

-- name: count_tags
insert into issue_tags (issue_id, key, value, times_seen, first_seen, last_seen)
select issue_id, key, value, times, to_timestamp(first), to_timestamp(last)
from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::float8[], $6::float8[])
    as seen (issue_id, key, value, times, first, last)
on conflict (issue_id, key, value) do update set
    times_seen = issue_tags.times_seen + excluded.times_seen,
    first_seen = least(issue_tags.first_seen, excluded.first_seen),
    last_seen = greatest(issue_tags.last_seen, excluded.last_seen)

-- name: count_hours
insert into issue_hours (issue_id, hour, times_seen)
select issue_id, to_timestamp(hour), times
from unnest($1::bigint[], $2::float8[], $3::bigint[]) as seen (issue_id, hour, times)
on conflict (issue_id, hour) do update set times_seen = issue_hours.times_seen + excluded.times_seen

-- name: count_releases
insert into releases (project_id, version, first_seen, last_seen, times_seen, new_issues)
select project_id, version, to_timestamp(first), to_timestamp(last), times, new_issues
from unnest($1::bigint[], $2::text[], $3::float8[], $4::float8[], $5::bigint[], $6::bigint[])
    as seen (project_id, version, first, last, times, new_issues)
on conflict (project_id, version) do update set
    first_seen = least(releases.first_seen, excluded.first_seen),
    last_seen = greatest(releases.last_seen, excluded.last_seen),
    times_seen = releases.times_seen + excluded.times_seen,
    new_issues = releases.new_issues + excluded.new_issues

-- name: see_environments
insert into environments (project_id, name, first_seen, last_seen)
select project_id, name, to_timestamp(first), to_timestamp(last)
from unnest($1::bigint[], $2::text[], $3::float8[], $4::float8[]) as seen (project_id, name, first, last)
on conflict (project_id, name) do update set
    first_seen = least(environments.first_seen, excluded.first_seen),
    last_seen = greatest(environments.last_seen, excluded.last_seen)

-- name: insert_activity
insert into activity (issue_id, kind, data, created_at)
select * from unnest($1::bigint[], $2::text[], $3::jsonb[], $4::timestamptz[])

-- name: insert_signals
insert into signals (project_id, issue_id, kind, quantity, event_id, sightings, created_at)
select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::uuid[], $6::bytea[], $7::timestamptz[])

-- name: insert_dead
insert into dead_records (project_id, key_id, category, topic, key, reason, trace, value, created_at)
select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                     $8::bytea[], $9::timestamptz[])

-- name: count_outcomes
insert into outcomes (hour, project_id, key_id, category, outcome, reason, quantity)
select * from unnest($1::timestamptz[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[])
on conflict (project_id, hour, key_id, category, outcome, reason) do update set
    quantity = outcomes.quantity + excluded.quantity

-- name: see_projects
-- After issues were locked, so it waits for nobody: who makes issues has locked the project first, and then comes here too.
update projects p set
    first_event_at = coalesce(p.first_event_at, to_timestamp(seen.at)),
    last_event_at = greatest(p.last_event_at, to_timestamp(seen.at))
from unnest($1::bigint[], $2::float8[]) as seen (id, at)
where p.id = seen.id and p.id in (select id from projects where id = any($1::bigint[]) for no key update skip locked)

-- name: notify
-- Whoever shows live pages listens on `recorded`.
select pg_notify('recorded', $1)

-- name: new_outcome_batches
-- Those of these batches that nobody has counted before; another transaction that is about to is waited for.
insert into outcome_batches (id, seen_at)
select id, $2 from unnest($1::uuid[]) as id
on conflict do nothing returning id
