-- People, projects, issues, events in day partitions, and the books (outcomes, positions in the log).

create table organizations (
    id bigint generated always as identity primary key,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'),
    name text not null,
    created_at timestamptz not null
);

create table users (
    id bigint generated always as identity primary key,
    email text not null check (email = lower(email)),
    name text not null default '',
    password_hash text,                             -- argon2id; null until the person chose one
    is_active boolean not null default true,
    created_at timestamptz not null,
    last_login_at timestamptz,
    unique (email)
);

create table members (
    organization_id bigint not null references organizations on delete cascade,
    user_id bigint not null references users on delete cascade,
    role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    joined_at timestamptz not null,
    primary key (organization_id, user_id)
);
create index members_user on members (user_id);

-- One-time links that log a person in (first administrator, invitations, lost passwords).
create table login_links (
    token_hash bytea primary key,                   -- sha256
    user_id bigint not null references users on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index login_links_user on login_links (user_id);

create table sessions (
    token_hash bytea primary key,                   -- sha256 of the cookie
    user_id bigint not null references users on delete cascade,
    csrf_token text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    user_agent text not null default '',
    by_link boolean not null default false          -- who came in by a link may choose a password without the old one
);
create index sessions_user on sessions (user_id);
create index sessions_expires on sessions (expires_at);

-- Failed logins, per address and per account, so that guessing is slow across restarts and processes.
create table login_failures (
    subject text not null,                          -- 'ip:…' or 'user:…'
    failed_at timestamptz not null
);
create index login_failures_subject on login_failures (subject, failed_at);

create table tokens (
    id bigint generated always as identity primary key,
    user_id bigint references users on delete cascade,              -- whose token; null: the organization's own
    organization_id bigint references organizations on delete cascade,  -- null: every organization of the user
    name text not null,
    token_hash bytea not null unique,               -- sha256
    last_characters text not null,                  -- the last four, to tell tokens apart
    scopes text[] not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    expires_at timestamptz,
    check (user_id is not null or organization_id is not null)
);
create index tokens_organization on tokens (organization_id);

create table teams (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'),
    name text not null,
    created_at timestamptz not null,
    unique (organization_id, slug)
);

create table team_members (
    team_id bigint not null references teams on delete cascade,
    user_id bigint not null references users on delete cascade,
    primary key (team_id, user_id)
);

create table projects (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'),
    name text not null,
    platform text,
    created_at timestamptz not null,
    first_event_at timestamptz,
    last_event_at timestamptz,
    next_issue_number bigint not null default 1,
    allowed_origins text[] not null default '{}',   -- empty: any
    privacy jsonb not null default '{}',            -- what differs from core.projects.PrivacyPolicy's defaults
    salt bytea not null,                            -- 16 random bytes: keys hashes of users and of redacted values
    unique (organization_id, slug)
);

create table team_projects (
    team_id bigint not null references teams on delete cascade,
    project_id bigint not null references projects on delete cascade,
    primary key (team_id, project_id)
);

create table keys (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects on delete cascade,
    public_key text not null unique check (public_key ~ '^[0-9a-f]{32}$'),
    name text not null,
    is_active boolean not null default true,
    created_at timestamptz not null
);
create index keys_project on keys (project_id);

-- At most `quantity` items in `window_seconds`, counted when accepted. Up to an hour a token bucket, above it a calendar window (UTC).
create table limits (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    project_id bigint references projects on delete cascade,        -- null: the whole organization
    key_id bigint references keys on delete cascade,                -- null: the whole project
    categories text[] not null default '{}',                        -- empty: all
    window_seconds integer not null check (window_seconds in (60, 3600, 86400, 2592000)),
    quantity bigint not null check (quantity >= 0)
);
create unique index limits_once on limits
    (organization_id, coalesce(project_id, 0), coalesce(key_id, 0), window_seconds, categories);

create table issues (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects on delete cascade,
    number bigint not null,                         -- SHOP-418 is number 418 of project shop
    status text not null default 'new' check (status in ('new', 'acknowledged', 'resolved', 'ignored')),
    regressed_at timestamptz,                       -- when it came back after having been resolved; null once resolved again
    level text not null,
    platform text not null,
    type text not null,
    value text not null,
    culprit text not null,
    logger text not null default '',
    handled boolean,
    first_seen timestamptz not null,                -- by the events' own (corrected) timestamps
    last_seen timestamptz not null,
    first_release text,
    last_release text,
    times_seen bigint not null,
    users_seen bigint not null,
    assignee_user_id bigint references users on delete set null,
    assignee_team_id bigint references teams on delete set null,
    status_changed_at timestamptz not null,
    resolved_in_release text,                       -- stays resolved for events of this release and of ones first seen before it
    resolved_in_next_release boolean not null default false,        -- … of the newest release at that moment, resolved_in_release
    ignored_until timestamptz,                      -- conditions that end an ignore; all null: for ever
    ignored_until_times_seen bigint,                -- compared with times_seen
    ignored_until_users_seen bigint,                -- compared with users_seen
    ignored_window_seconds integer,                 -- with ignored_window_quantity: N events within the window
    ignored_window_quantity bigint,
    unique (project_id, number)
) with (fillfactor = 80);
create index issues_last_seen on issues (project_id, last_seen desc);
create index issues_assignee on issues (assignee_user_id) where assignee_user_id is not null;

-- A fingerprint belongs to one issue; merged issues own several.
create table issue_hashes (
    project_id bigint not null,
    hash bytea not null,
    issue_id bigint not null references issues on delete cascade,
    primary key (project_id, hash)
);
create index issue_hashes_issue on issue_hashes (issue_id);

-- An issue that was merged away is still found by its old id and short id: links in chats and trackers live long.
create table issue_redirects (
    old_issue_id bigint primary key,
    project_id bigint not null references projects on delete cascade,
    number bigint not null,
    issue_id bigint not null references issues on delete cascade,
    unique (project_id, number)
);
create index issue_redirects_issue on issue_redirects (issue_id);

-- One row an event; partitioned by the day (UTC) it was received, so that a day is dropped whole.
create table events (
    day date not null,
    project_id bigint not null,
    event_id uuid not null,
    issue_id bigint not null,
    at timestamptz not null,                        -- the event's own time, corrected
    received_at timestamptz not null,
    level text not null,
    title text not null,
    release text,
    environment text,
    user_label text,                                -- what redaction left of the user: an id or a marker
    payload text not null,                          -- where the whole event is, for the PayloadStore that keeps it
    primary key (project_id, event_id, day)
) partition by range (day);
create index events_issue on events (issue_id, at desc);
create index events_at on events (project_id, at desc);

-- Redacted events, many to a compressed block: neighbours resemble each other. Partitioned like events.
create sequence payload_block_ids;
create table payload_blocks (
    day date not null,
    id bigint not null default nextval('payload_block_ids'),
    body bytea not null,
    primary key (id, day)
) partition by range (day);
alter table payload_blocks alter column body set storage external;

create table issue_users (
    issue_id bigint not null references issues on delete cascade,
    user_hash bytea not null,
    primary key (issue_id, user_hash)
);

create table issue_tags (
    issue_id bigint not null references issues on delete cascade,
    key text not null,
    value text not null,
    times_seen bigint not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    primary key (issue_id, key, value)
) with (fillfactor = 80);
create index issue_tags_value on issue_tags (key, value);

create table issue_hours (
    issue_id bigint not null references issues on delete cascade,
    hour timestamptz not null,
    times_seen bigint not null,
    primary key (issue_id, hour)
) with (fillfactor = 80);

create table releases (
    id bigint generated always as identity primary key,
    project_id bigint not null references projects on delete cascade,
    version text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    times_seen bigint not null,
    new_issues bigint not null default 0,
    unique (project_id, version)
) with (fillfactor = 80);

create table environments (
    project_id bigint not null references projects on delete cascade,
    name text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    primary key (project_id, name)
) with (fillfactor = 80);

-- What people (and the pipeline) did to an issue; comments too.
create table activity (
    id bigint generated always as identity primary key,
    issue_id bigint not null references issues on delete cascade,
    user_id bigint references users on delete set null,             -- null: Redshank itself
    kind text not null check (kind in ('first_seen', 'regressed', 'unignored', 'status', 'assigned', 'comment', 'merged')),
    data jsonb not null default '{}',
    created_at timestamptz not null
);
create index activity_issue on activity (issue_id, created_at);

-- What happened to issues, written in the transaction that recorded the events; read by whatever alerts.
create table signals (
    id bigint generated always as identity primary key,
    project_id bigint not null,
    issue_id bigint not null,
    kind text not null check (kind in ('new', 'regressed', 'unignored', 'counted')),
    quantity bigint not null,
    event_id uuid not null,                         -- one event of those that caused it, the newest
    created_at timestamptz not null
);
create index signals_created on signals (created_at);

-- The books: every item that entered, by fate.
create table outcomes (
    hour timestamptz not null,
    project_id bigint not null,                     -- 0: unknown
    key_id bigint not null,                         -- 0: unknown
    category text not null,
    outcome text not null,
    reason text not null,
    quantity bigint not null,
    primary key (project_id, hour, key_id, category, outcome, reason)
) with (fillfactor = 80);

-- Accepted records that we failed on, with what it takes to look at them and to try again.
create table dead_records (
    id bigint generated always as identity primary key,
    project_id bigint not null,
    topic text not null,
    key text not null,
    reason text not null,
    trace text not null,
    value bytea not null,
    created_at timestamptz not null
);

-- How far each group has read each partition of the log; moves in the transaction that recorded what was read.
create table log_positions (
    log_id uuid not null,                           -- a new log starts from its beginning
    consumer_group text not null,
    topic text not null,
    partition integer not null,
    position bigint not null,                       -- of the next record to read
    primary key (log_id, consumer_group, topic, partition)
) with (fillfactor = 50);

-- Gateways keep keys in memory; whoever changes what they know tells them.
create function tell_keys_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('keys_changed', '');
    return null;
end $$;
create trigger keys_changed after insert or update or delete on keys
    for each statement execute function tell_keys_changed();
create trigger limits_changed after insert or update or delete on limits
    for each statement execute function tell_keys_changed();
create trigger origins_changed after delete or update of allowed_origins on projects
    for each statement execute function tell_keys_changed();
