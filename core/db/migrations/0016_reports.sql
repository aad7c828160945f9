-- Reports and the watchdog: what they look for by time, and what the alert engine knows of itself.

create index activity_changes on activity (created_at) where kind in ('regressed', 'status');
create index alerts_unanswered on alerts (organization_id) where status = 'firing';
create index alerts_quiet on alerts (organization_id, last_fired_at) where severity = 'low' and notified_at is null;
create index deliveries_lost on deliveries (ended_at) where state in ('failed', 'dead');

alter table alerters
    add column rounds jsonb not null default '{}', -- duty -> [when it was last done, epoch seconds; seconds it may take]
    add column ping_error text; -- why the last heartbeat did not arrive

-- What is wrong with the engine itself: a row while it is, and for an hour after, so that it is told of once.
create table troubles (
    name text primary key, -- core/watchdog.py, TroubleName
    detail text not null,
    since timestamptz not null,
    told_at timestamptz,
    ended_at timestamptz
);
