-- Dead records are tried again and discarded: what they were counted as, how often each failed, and the replays that
-- people asked for.

alter table dead_records
    add key_id bigint not null default 0,               -- with category: the cell of the books that counts it
    add category text not null default 'error',
    add attempts integer not null default 1,            -- times that it failed
    add last_tried_at timestamptz;                      -- by a replay; null: by none yet
create index dead_records_by_project on dead_records (project_id, id);

create table replays (
    id bigint generated always as identity primary key,
    organization_id bigint references organizations (id) on delete cascade,    -- null: of the whole installation
    user_id bigint references users (id) on delete set null,                   -- null: command line, or a token
    project_ids bigint[],                               -- which records; null: does not narrow
    reason text,
    since timestamptz,
    until timestamptz,
    ids bigint[],
    up_to bigint not null,                              -- the newest one when it was asked for: later ones are not its
    reached bigint not null default 0,                  -- the one it has come to; it takes them by id
    rate integer not null check (rate > 0),             -- records a second, by all processors together
    state text not null check (state in ('running', 'done', 'stopped')),
    total bigint not null,
    stored bigint not null default 0,
    duplicate bigint not null default 0,
    filtered bigint not null default 0,
    failed bigint not null default 0,
    started_at timestamptz not null,
    due_at timestamptz not null,                        -- when the next few may be taken
    worked_at timestamptz,                              -- null: no processor has taken it up yet
    ended_at timestamptz
) with (fillfactor = 50);
-- One at a time.
create unique index replays_running on replays (coalesce(organization_id, 0)) where state = 'running';
