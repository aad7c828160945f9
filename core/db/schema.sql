-- The schema as the migrations leave it. Written by `make schema`; do not edit.

CREATE FUNCTION public.tell_keys_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('keys_changed', '');
    return null;
end $$;

CREATE TABLE public.activity (
    id bigint NOT NULL,
    issue_id bigint NOT NULL,
    user_id bigint,
    kind text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT activity_kind_check CHECK ((kind = ANY (ARRAY['first_seen'::text, 'regressed'::text, 'unignored'::text, 'status'::text, 'assigned'::text, 'comment'::text, 'merged'::text, 'split'::text, 'link'::text])))
);

ALTER TABLE public.activity ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.alert_entries (
    id bigint NOT NULL,
    alert_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    user_id bigint,
    text text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE public.alert_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alert_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.alert_issues (
    alert_id bigint NOT NULL,
    issue_id bigint NOT NULL,
    times_seen bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    event_id uuid,
    told boolean DEFAULT false NOT NULL,
    tracked boolean DEFAULT false NOT NULL
)
WITH (fillfactor='70');

CREATE TABLE public.alerters (
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    lag_seconds double precision NOT NULL,
    pinged_at timestamp with time zone,
    rounds jsonb DEFAULT '{}'::jsonb NOT NULL,
    ping_error text
);

CREATE TABLE public.alerting_settings (
    organization_id bigint NOT NULL,
    rules_version bigint DEFAULT 1 NOT NULL,
    severity_policies jsonb DEFAULT '{}'::jsonb NOT NULL,
    last_alert_number bigint DEFAULT 0 NOT NULL,
    evaluated_at timestamp with time zone,
    evaluated_version bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.alerts (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    number bigint NOT NULL,
    rule_id bigint,
    rule_name text NOT NULL,
    project_id bigint,
    group_key text NOT NULL,
    labels jsonb NOT NULL,
    severity text NOT NULL,
    status text DEFAULT 'firing'::text NOT NULL,
    reason text NOT NULL,
    value double precision,
    threshold double precision,
    times_fired bigint DEFAULT 1 NOT NULL,
    started_at timestamp with time zone NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    last_fired_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    acknowledged_by bigint,
    acknowledged_until timestamp with time zone,
    resolved_at timestamp with time zone,
    resolved_by bigint,
    resolved_because text,
    policy jsonb NOT NULL,
    timing jsonb NOT NULL,
    step integer DEFAULT 0 NOT NULL,
    round integer DEFAULT 0 NOT NULL,
    step_at timestamp with time zone,
    notify_at timestamp with time zone,
    notified_at timestamp with time zone,
    held_by text,
    resolve_at timestamp with time zone,
    due_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN (status = 'resolved'::text) THEN notify_at
    ELSE LEAST(notify_at, step_at, acknowledged_until, resolve_at)
END) STORED,
    messages integer DEFAULT 0 NOT NULL,
    is_flapping boolean DEFAULT false NOT NULL,
    kept_step_at timestamp with time zone,
    resolved_from text,
    takes_back text,
    CONSTRAINT alerts_resolved_from_check CHECK ((resolved_from = ANY (ARRAY['firing'::text, 'acknowledged'::text]))),
    CONSTRAINT alerts_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT alerts_status_check CHECK ((status = ANY (ARRAY['firing'::text, 'acknowledged'::text, 'resolved'::text]))),
    CONSTRAINT alerts_takes_back_check CHECK ((takes_back = ANY (ARRAY['acknowledged'::text, 'resolved'::text])))
)
WITH (fillfactor='70');

ALTER TABLE public.alerts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alerts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.channels (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    user_id bigint,
    kind text NOT NULL,
    name text NOT NULL,
    config jsonb NOT NULL,
    secrets bytea,
    template jsonb DEFAULT '{}'::jsonb NOT NULL,
    per_minute integer DEFAULT 60 NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    disabled_because text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT channels_per_minute_check CHECK (((per_minute >= 1) AND (per_minute <= 10000)))
);

ALTER TABLE public.channels ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dead_records (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    topic text NOT NULL,
    key text NOT NULL,
    reason text NOT NULL,
    trace text NOT NULL,
    value bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    key_id bigint DEFAULT 0 NOT NULL,
    category text DEFAULT 'error'::text NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    last_tried_at timestamp with time zone
);

ALTER TABLE public.dead_records ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dead_records_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    idempotency_key text NOT NULL,
    target text NOT NULL,
    kind text NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    alert_id bigint,
    issue_id bigint,
    project_id bigint,
    user_id bigint,
    message jsonb NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    class text,
    error text,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    claimed_until timestamp with time zone,
    reference text,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    attempts_before integer DEFAULT 0 NOT NULL,
    parked boolean DEFAULT false NOT NULL,
    claimed_by integer,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'retrying'::text, 'failed'::text, 'dead'::text, 'synced'::text, 'discarded'::text, 'superseded'::text])))
)
WITH (fillfactor='70');

ALTER TABLE public.deliveries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delivery_attempts (
    delivery_id bigint NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    class text,
    status integer,
    answer text NOT NULL
);

CREATE TABLE public.environments (
    project_id bigint NOT NULL,
    name text NOT NULL,
    first_seen timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.events (
    day date NOT NULL,
    project_id bigint NOT NULL,
    event_id uuid NOT NULL,
    issue_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    level text NOT NULL,
    title text NOT NULL,
    release text,
    environment text,
    user_label text,
    payload text NOT NULL
)
PARTITION BY RANGE (day);

CREATE TABLE public.index_versions (
    day date NOT NULL,
    version integer NOT NULL
);

CREATE TABLE public.inhibitions (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    target text NOT NULL,
    equal text[] NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.inhibitions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inhibitions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.issue_hashes (
    project_id bigint NOT NULL,
    hash bytea NOT NULL,
    issue_id bigint NOT NULL
);

CREATE TABLE public.issue_hours (
    issue_id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    times_seen bigint NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.issue_redirects (
    old_issue_id bigint NOT NULL,
    project_id bigint NOT NULL,
    number bigint NOT NULL,
    issue_id bigint NOT NULL
);

CREATE TABLE public.issue_tags (
    issue_id bigint NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    times_seen bigint NOT NULL,
    first_seen timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.issue_users (
    issue_id bigint NOT NULL,
    user_hash bytea NOT NULL
);

CREATE TABLE public.issues (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    number bigint NOT NULL,
    status text DEFAULT 'new'::text NOT NULL,
    regressed_at timestamp with time zone,
    level text NOT NULL,
    platform text NOT NULL,
    type text NOT NULL,
    value text NOT NULL,
    culprit text NOT NULL,
    logger text DEFAULT ''::text NOT NULL,
    handled boolean,
    first_seen timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL,
    first_release text,
    last_release text,
    times_seen bigint NOT NULL,
    users_seen bigint NOT NULL,
    assignee_user_id bigint,
    assignee_team_id bigint,
    status_changed_at timestamp with time zone NOT NULL,
    resolved_in_release text,
    resolved_in_next_release boolean DEFAULT false NOT NULL,
    ignored_until timestamp with time zone,
    ignored_until_times_seen bigint,
    ignored_until_users_seen bigint,
    ignored_window_seconds integer,
    ignored_window_quantity bigint,
    CONSTRAINT issues_status_check CHECK ((status = ANY (ARRAY['new'::text, 'acknowledged'::text, 'resolved'::text, 'ignored'::text])))
)
WITH (fillfactor='80');

ALTER TABLE public.issues ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.issues_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.keys (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    public_key text NOT NULL,
    name text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT keys_public_key_check CHECK ((public_key ~ '^[0-9a-f]{32}$'::text))
);

ALTER TABLE public.keys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.limits (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    project_id bigint,
    key_id bigint,
    categories text[] DEFAULT '{}'::text[] NOT NULL,
    window_seconds integer NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT limits_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT limits_window_seconds_check CHECK ((window_seconds = ANY (ARRAY[60, 3600, 86400, 2592000])))
);

ALTER TABLE public.limits ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.limits_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.living_alerters AS
 SELECT ((objid)::bigint)::integer AS number
   FROM pg_locks l
  WHERE ((locktype = 'advisory'::text) AND (classid = (82736)::oid) AND (objsubid = 2) AND granted AND (database = ( SELECT d.oid
           FROM pg_database d
          WHERE (d.datname = current_database()))));

CREATE TABLE public.log_positions (
    log_id uuid NOT NULL,
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    "position" bigint NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.login_failures (
    subject text NOT NULL,
    failed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.login_links (
    token_hash bytea NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.members (
    organization_id bigint NOT NULL,
    user_id bigint NOT NULL,
    role text NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    CONSTRAINT members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'viewer'::text])))
);

CREATE TABLE public.organizations (
    id bigint NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT organizations_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'::text))
);

ALTER TABLE public.organizations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.organizations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.outcome_batches (
    id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

CREATE TABLE public.outcomes (
    hour timestamp with time zone NOT NULL,
    project_id bigint NOT NULL,
    key_id bigint NOT NULL,
    category text NOT NULL,
    outcome text NOT NULL,
    reason text NOT NULL,
    quantity bigint NOT NULL
)
WITH (fillfactor='80');

CREATE SEQUENCE public.payload_block_ids
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.payload_blocks (
    day date NOT NULL,
    id bigint DEFAULT nextval('public.payload_block_ids'::regclass) NOT NULL,
    body bytea NOT NULL
)
PARTITION BY RANGE (day);
ALTER TABLE ONLY public.payload_blocks ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE public.personal_rules (
    user_id bigint NOT NULL,
    definition jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.pipeline_rule_versions (
    rule_id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    definition jsonb NOT NULL,
    user_id bigint,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.pipeline_rules (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    project_id bigint NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    definition jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone
);

ALTER TABLE public.pipeline_rules ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pipeline_rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.policies (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    definition jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE public.policies ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.policies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    platform text,
    created_at timestamp with time zone NOT NULL,
    first_event_at timestamp with time zone,
    last_event_at timestamp with time zone,
    next_issue_number bigint DEFAULT 1 NOT NULL,
    allowed_origins text[] DEFAULT '{}'::text[] NOT NULL,
    privacy jsonb DEFAULT '{}'::jsonb NOT NULL,
    salt bytea NOT NULL,
    retention_days integer,
    CONSTRAINT projects_retention_days_check CHECK (((retention_days >= 1) AND (retention_days <= 3650))),
    CONSTRAINT projects_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'::text))
);

ALTER TABLE public.projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.projects_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.recorded_blocks (
    id bigint NOT NULL,
    day date NOT NULL,
    block bigint NOT NULL,
    mark bigint DEFAULT hashtextextended((gen_random_uuid())::text, (0)::bigint) NOT NULL,
    places integer[] NOT NULL,
    project_ids bigint[] NOT NULL
);

ALTER TABLE public.recorded_blocks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.recorded_blocks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.releases (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    version text NOT NULL,
    first_seen timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL,
    times_seen bigint NOT NULL,
    new_issues bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='80');

ALTER TABLE public.releases ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.releases_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replays (
    id bigint NOT NULL,
    organization_id bigint,
    user_id bigint,
    project_ids bigint[],
    reason text,
    since timestamp with time zone,
    until timestamp with time zone,
    ids bigint[],
    up_to bigint NOT NULL,
    reached bigint DEFAULT 0 NOT NULL,
    rate integer NOT NULL,
    state text NOT NULL,
    total bigint NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    duplicate bigint DEFAULT 0 NOT NULL,
    filtered bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    worked_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT replays_rate_check CHECK ((rate > 0)),
    CONSTRAINT replays_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
)
WITH (fillfactor='50');

ALTER TABLE public.replays ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.replays_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports (
    user_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    period text NOT NULL,
    starts_on date NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    CONSTRAINT reports_period_check CHECK ((period = ANY (ARRAY['daily'::text, 'weekly'::text])))
);

CREATE TABLE public.resends (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    user_id bigint,
    filter jsonb NOT NULL,
    ids bigint[] NOT NULL,
    per_second integer NOT NULL,
    state text NOT NULL,
    reached integer DEFAULT 0 NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT resends_per_second_check CHECK ((per_second > 0)),
    CONSTRAINT resends_state_check CHECK ((state = ANY (ARRAY['running'::text, 'waiting'::text, 'done'::text, 'stopped'::text])))
);

ALTER TABLE public.resends ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.resends_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rule_states (
    rule_id bigint NOT NULL,
    group_key text NOT NULL,
    state bytea NOT NULL,
    due_at timestamp with time zone
)
WITH (fillfactor='70');

CREATE TABLE public.rules (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    project_id bigint,
    name text NOT NULL,
    definition jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    snoozed_until timestamp with time zone,
    is_default boolean DEFAULT false NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 0 NOT NULL
);

ALTER TABLE public.rules ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.saved_views (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    user_id bigint,
    shared boolean NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    sort text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT saved_views_sort_check CHECK ((sort = ANY (ARRAY['date'::text, 'new'::text, 'freq'::text, 'user'::text])))
);

ALTER TABLE public.saved_views ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.saved_views_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schedule_overrides (
    id bigint NOT NULL,
    schedule_id bigint NOT NULL,
    user_id bigint,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT schedule_overrides_check CHECK ((ends_at > starts_at))
);

ALTER TABLE public.schedule_overrides ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.schedule_overrides_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schedules (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    layers jsonb NOT NULL,
    feed_token text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE public.schedules ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schema_migrations (
    version integer NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

CREATE TABLE public.sessions (
    token_hash bytea NOT NULL,
    user_id bigint NOT NULL,
    csrf_token text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    by_link boolean DEFAULT false NOT NULL
);

CREATE TABLE public.signals (
    id bigint NOT NULL,
    project_id bigint NOT NULL,
    issue_id bigint NOT NULL,
    kind text NOT NULL,
    quantity bigint NOT NULL,
    event_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sightings bytea DEFAULT '\x'::bytea NOT NULL,
    CONSTRAINT signals_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'regressed'::text, 'unignored'::text, 'counted'::text])))
);
ALTER TABLE ONLY public.signals ALTER COLUMN sightings SET STORAGE EXTERNAL;

ALTER TABLE public.signals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.signals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.silences (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    matcher text NOT NULL,
    comment text NOT NULL,
    user_id bigint,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    repeats jsonb,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT silences_check CHECK ((ends_at > starts_at)),
    CONSTRAINT silences_kind_check CHECK ((kind = ANY (ARRAY['silence'::text, 'maintenance'::text])))
);

ALTER TABLE public.silences ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.silences_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.targets (
    organization_id bigint NOT NULL,
    target text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    open_until timestamp with time zone,
    window_started_at timestamp with time zone,
    window_sent integer DEFAULT 0 NOT NULL,
    last_success_at timestamp with time zone,
    refused_since timestamp with time zone
)
WITH (fillfactor='70');

CREATE TABLE public.team_members (
    team_id bigint NOT NULL,
    user_id bigint NOT NULL
);

CREATE TABLE public.team_projects (
    team_id bigint NOT NULL,
    project_id bigint NOT NULL
);

CREATE TABLE public.teams (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT teams_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'::text))
);

ALTER TABLE public.teams ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.teams_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tokens (
    id bigint NOT NULL,
    user_id bigint,
    organization_id bigint,
    name text NOT NULL,
    token_hash bytea NOT NULL,
    last_characters text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    expires_at timestamp with time zone,
    CONSTRAINT tokens_check CHECK (((user_id IS NOT NULL) OR (organization_id IS NOT NULL)))
);

ALTER TABLE public.tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tracker_hooks (
    tracker_id bigint NOT NULL,
    delivery text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.tracker_links (
    id bigint NOT NULL,
    tracker_id bigint NOT NULL,
    issue_id bigint NOT NULL,
    external_key text,
    url text,
    external_status text DEFAULT ''::text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    synced_at timestamp with time zone,
    echo_done_until timestamp with time zone,
    echo_open_until timestamp with time zone,
    theirs_at timestamp with time zone
);

ALTER TABLE public.tracker_links ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tracker_links_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.trackers (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    config jsonb NOT NULL,
    secrets bytea,
    hook_token text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    disabled_because text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    hooked_at timestamp with time zone,
    CONSTRAINT trackers_kind_check CHECK ((kind = ANY (ARRAY['jira'::text, 'github'::text, 'gitlab'::text])))
);

ALTER TABLE public.trackers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.trackers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.troubles (
    name text NOT NULL,
    detail text NOT NULL,
    since timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    ended_at timestamp with time zone
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    email text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    password_hash text,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_login_at timestamp with time zone,
    CONSTRAINT users_email_check CHECK ((email = lower(email)))
);

ALTER TABLE public.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alert_entries
    ADD CONSTRAINT alert_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alert_issues
    ADD CONSTRAINT alert_issues_pkey PRIMARY KEY (alert_id, issue_id);

ALTER TABLE ONLY public.alerters
    ADD CONSTRAINT alerters_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.alerting_settings
    ADD CONSTRAINT alerting_settings_pkey PRIMARY KEY (organization_id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_organization_id_number_key UNIQUE (organization_id, number);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.channels
    ADD CONSTRAINT channels_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dead_records
    ADD CONSTRAINT dead_records_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_idempotency_key_key UNIQUE (idempotency_key);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.delivery_attempts
    ADD CONSTRAINT delivery_attempts_pkey PRIMARY KEY (delivery_id, number);

ALTER TABLE ONLY public.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (project_id, name);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (project_id, event_id, day);

ALTER TABLE ONLY public.index_versions
    ADD CONSTRAINT index_versions_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.inhibitions
    ADD CONSTRAINT inhibitions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.issue_hashes
    ADD CONSTRAINT issue_hashes_pkey PRIMARY KEY (project_id, hash);

ALTER TABLE ONLY public.issue_hours
    ADD CONSTRAINT issue_hours_pkey PRIMARY KEY (issue_id, hour);

ALTER TABLE ONLY public.issue_redirects
    ADD CONSTRAINT issue_redirects_pkey PRIMARY KEY (old_issue_id);

ALTER TABLE ONLY public.issue_redirects
    ADD CONSTRAINT issue_redirects_project_id_number_key UNIQUE (project_id, number);

ALTER TABLE ONLY public.issue_tags
    ADD CONSTRAINT issue_tags_pkey PRIMARY KEY (issue_id, key, value);

ALTER TABLE ONLY public.issue_users
    ADD CONSTRAINT issue_users_pkey PRIMARY KEY (issue_id, user_hash);

ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_project_id_number_key UNIQUE (project_id, number);

ALTER TABLE ONLY public.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.keys
    ADD CONSTRAINT keys_public_key_key UNIQUE (public_key);

ALTER TABLE ONLY public.limits
    ADD CONSTRAINT limits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.log_positions
    ADD CONSTRAINT log_positions_pkey PRIMARY KEY (log_id, consumer_group, topic, partition);

ALTER TABLE ONLY public.login_links
    ADD CONSTRAINT login_links_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (organization_id, user_id);

ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.outcome_batches
    ADD CONSTRAINT outcome_batches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outcomes
    ADD CONSTRAINT outcomes_pkey PRIMARY KEY (project_id, hour, key_id, category, outcome, reason);

ALTER TABLE ONLY public.payload_blocks
    ADD CONSTRAINT payload_blocks_pkey PRIMARY KEY (id, day);

ALTER TABLE ONLY public.personal_rules
    ADD CONSTRAINT personal_rules_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.pipeline_rule_versions
    ADD CONSTRAINT pipeline_rule_versions_pkey PRIMARY KEY (rule_id, version);

ALTER TABLE ONLY public.pipeline_rules
    ADD CONSTRAINT pipeline_rules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policies
    ADD CONSTRAINT policies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_organization_id_slug_key UNIQUE (organization_id, slug);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.recorded_blocks
    ADD CONSTRAINT recorded_blocks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_project_id_version_key UNIQUE (project_id, version);

ALTER TABLE ONLY public.replays
    ADD CONSTRAINT replays_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (user_id, organization_id, period, starts_on);

ALTER TABLE ONLY public.resends
    ADD CONSTRAINT resends_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rule_states
    ADD CONSTRAINT rule_states_pkey PRIMARY KEY (rule_id, group_key);

ALTER TABLE ONLY public.rules
    ADD CONSTRAINT rules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.saved_views
    ADD CONSTRAINT saved_views_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schedule_overrides
    ADD CONSTRAINT schedule_overrides_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schedules
    ADD CONSTRAINT schedules_feed_token_key UNIQUE (feed_token);

ALTER TABLE ONLY public.schedules
    ADD CONSTRAINT schedules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.signals
    ADD CONSTRAINT signals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.silences
    ADD CONSTRAINT silences_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.targets
    ADD CONSTRAINT targets_pkey PRIMARY KEY (organization_id, target);

ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT team_members_pkey PRIMARY KEY (team_id, user_id);

ALTER TABLE ONLY public.team_projects
    ADD CONSTRAINT team_projects_pkey PRIMARY KEY (team_id, project_id);

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_organization_id_slug_key UNIQUE (organization_id, slug);

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.tracker_hooks
    ADD CONSTRAINT tracker_hooks_pkey PRIMARY KEY (tracker_id, delivery);

ALTER TABLE ONLY public.tracker_links
    ADD CONSTRAINT tracker_links_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tracker_links
    ADD CONSTRAINT tracker_links_tracker_id_issue_id_key UNIQUE (tracker_id, issue_id);

ALTER TABLE ONLY public.trackers
    ADD CONSTRAINT trackers_hook_token_key UNIQUE (hook_token);

ALTER TABLE ONLY public.trackers
    ADD CONSTRAINT trackers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.troubles
    ADD CONSTRAINT troubles_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX activity_changes ON public.activity USING btree (created_at) WHERE (kind = ANY (ARRAY['regressed'::text, 'status'::text]));

CREATE INDEX activity_issue ON public.activity USING btree (issue_id, created_at);

CREATE INDEX alert_entries_alert ON public.alert_entries USING btree (alert_id, id);

CREATE INDEX alert_issues_issue ON public.alert_issues USING btree (issue_id);

CREATE INDEX alerts_due ON public.alerts USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX alerts_list ON public.alerts USING btree (organization_id, last_fired_at DESC);

CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (rule_id, group_key) WHERE (status <> 'resolved'::text);

CREATE INDEX alerts_quiet ON public.alerts USING btree (organization_id, last_fired_at) WHERE ((severity = 'low'::text) AND (notified_at IS NULL));

CREATE INDEX alerts_rule ON public.alerts USING btree (rule_id, group_key, resolved_at DESC);

CREATE INDEX alerts_unanswered ON public.alerts USING btree (organization_id) WHERE (status = 'firing'::text);

CREATE UNIQUE INDEX channels_name ON public.channels USING btree (organization_id, COALESCE(user_id, (0)::bigint), lower(name));

CREATE INDEX dead_records_by_project ON public.dead_records USING btree (project_id, id);

CREATE INDEX deliveries_alert ON public.deliveries USING btree (alert_id) WHERE (alert_id IS NOT NULL);

CREATE INDEX deliveries_claimed_by ON public.deliveries USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);

CREATE INDEX deliveries_due ON public.deliveries USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX deliveries_issue ON public.deliveries USING btree (issue_id, id DESC) WHERE (issue_id IS NOT NULL);

CREATE INDEX deliveries_list ON public.deliveries USING btree (organization_id, id DESC);

CREATE INDEX deliveries_lost ON public.deliveries USING btree (ended_at) WHERE (state = ANY (ARRAY['failed'::text, 'dead'::text]));

CREATE INDEX deliveries_target ON public.deliveries USING btree (organization_id, target, created_at DESC);

CREATE INDEX deliveries_user ON public.deliveries USING btree (user_id, created_at DESC) WHERE (user_id IS NOT NULL);

CREATE INDEX events_at ON ONLY public.events USING btree (project_id, at DESC);

CREATE INDEX events_issue ON ONLY public.events USING btree (issue_id, at DESC);

CREATE INDEX events_received ON ONLY public.events USING brin (received_at);

CREATE INDEX inhibitions_organization ON public.inhibitions USING btree (organization_id);

CREATE INDEX issue_hashes_issue ON public.issue_hashes USING btree (issue_id);

CREATE INDEX issue_redirects_issue ON public.issue_redirects USING btree (issue_id);

CREATE INDEX issue_tags_value ON public.issue_tags USING btree (key, value);

CREATE INDEX issues_assignee ON public.issues USING btree (assignee_user_id) WHERE (assignee_user_id IS NOT NULL);

CREATE INDEX issues_last_seen ON public.issues USING btree (project_id, last_seen DESC);

CREATE INDEX keys_project ON public.keys USING btree (project_id);

CREATE UNIQUE INDEX limits_once ON public.limits USING btree (organization_id, COALESCE(project_id, (0)::bigint), COALESCE(key_id, (0)::bigint), window_seconds, categories);

CREATE INDEX login_failures_subject ON public.login_failures USING btree (subject, failed_at);

CREATE INDEX login_links_user ON public.login_links USING btree (user_id);

CREATE INDEX members_user ON public.members USING btree (user_id);

CREATE INDEX pipeline_rules_project ON public.pipeline_rules USING btree (project_id, "position") WHERE (deleted_at IS NULL);

CREATE UNIQUE INDEX policies_name ON public.policies USING btree (organization_id, lower(name));

CREATE UNIQUE INDEX replays_running ON public.replays USING btree (COALESCE(organization_id, (0)::bigint)) WHERE (state = 'running'::text);

CREATE UNIQUE INDEX resends_running ON public.resends USING btree (organization_id) WHERE (state = 'running'::text);

CREATE INDEX rule_states_due ON public.rule_states USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX rules_organization ON public.rules USING btree (organization_id, project_id);

CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (organization_id, (
CASE
    WHEN shared THEN (0)::bigint
    ELSE user_id
END), lower(name));

CREATE INDEX schedule_overrides_schedule ON public.schedule_overrides USING btree (schedule_id, ends_at);

CREATE UNIQUE INDEX schedules_name ON public.schedules USING btree (organization_id, lower(name));

CREATE INDEX sessions_expires ON public.sessions USING btree (expires_at);

CREATE INDEX sessions_user ON public.sessions USING btree (user_id);

CREATE INDEX signals_project ON public.signals USING btree (project_id, id);

CREATE INDEX silences_organization ON public.silences USING btree (organization_id, ends_at);

CREATE INDEX tokens_organization ON public.tokens USING btree (organization_id);

CREATE INDEX tracker_hooks_at ON public.tracker_hooks USING btree (at);

CREATE UNIQUE INDEX tracker_links_external ON public.tracker_links USING btree (tracker_id, external_key) WHERE (external_key IS NOT NULL);

CREATE INDEX tracker_links_issue ON public.tracker_links USING btree (issue_id);

CREATE UNIQUE INDEX trackers_name ON public.trackers USING btree (organization_id, lower(name));

CREATE TRIGGER keys_changed AFTER INSERT OR DELETE OR UPDATE ON public.keys FOR EACH STATEMENT EXECUTE FUNCTION public.tell_keys_changed();

CREATE TRIGGER limits_changed AFTER INSERT OR DELETE OR UPDATE ON public.limits FOR EACH STATEMENT EXECUTE FUNCTION public.tell_keys_changed();

CREATE TRIGGER origins_changed AFTER DELETE OR UPDATE OF allowed_origins ON public.projects FOR EACH STATEMENT EXECUTE FUNCTION public.tell_keys_changed();

ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.alert_entries
    ADD CONSTRAINT alert_entries_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES public.alerts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alert_entries
    ADD CONSTRAINT alert_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.alert_issues
    ADD CONSTRAINT alert_issues_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES public.alerts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alert_issues
    ADD CONSTRAINT alert_issues_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alerting_settings
    ADD CONSTRAINT alerting_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.rules(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.channels
    ADD CONSTRAINT channels_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.channels
    ADD CONSTRAINT channels_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES public.alerts(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.delivery_attempts
    ADD CONSTRAINT delivery_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.deliveries(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.environments
    ADD CONSTRAINT environments_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.inhibitions
    ADD CONSTRAINT inhibitions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issue_hashes
    ADD CONSTRAINT issue_hashes_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issue_hours
    ADD CONSTRAINT issue_hours_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issue_redirects
    ADD CONSTRAINT issue_redirects_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issue_redirects
    ADD CONSTRAINT issue_redirects_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issue_tags
    ADD CONSTRAINT issue_tags_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issue_users
    ADD CONSTRAINT issue_users_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_assignee_team_id_fkey FOREIGN KEY (assignee_team_id) REFERENCES public.teams(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_assignee_user_id_fkey FOREIGN KEY (assignee_user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.keys
    ADD CONSTRAINT keys_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.limits
    ADD CONSTRAINT limits_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.keys(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.limits
    ADD CONSTRAINT limits_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.limits
    ADD CONSTRAINT limits_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.login_links
    ADD CONSTRAINT login_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.personal_rules
    ADD CONSTRAINT personal_rules_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pipeline_rule_versions
    ADD CONSTRAINT pipeline_rule_versions_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.pipeline_rules(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pipeline_rule_versions
    ADD CONSTRAINT pipeline_rule_versions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.pipeline_rules
    ADD CONSTRAINT pipeline_rules_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.pipeline_rules
    ADD CONSTRAINT pipeline_rules_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pipeline_rules
    ADD CONSTRAINT pipeline_rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.policies
    ADD CONSTRAINT policies_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replays
    ADD CONSTRAINT replays_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replays
    ADD CONSTRAINT replays_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resends
    ADD CONSTRAINT resends_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resends
    ADD CONSTRAINT resends_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.rule_states
    ADD CONSTRAINT rule_states_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.rules(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.rules
    ADD CONSTRAINT rules_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.rules
    ADD CONSTRAINT rules_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.rules
    ADD CONSTRAINT rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.saved_views
    ADD CONSTRAINT saved_views_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.saved_views
    ADD CONSTRAINT saved_views_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.schedule_overrides
    ADD CONSTRAINT schedule_overrides_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.schedule_overrides
    ADD CONSTRAINT schedule_overrides_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES public.schedules(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.schedule_overrides
    ADD CONSTRAINT schedule_overrides_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.schedules
    ADD CONSTRAINT schedules_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.silences
    ADD CONSTRAINT silences_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.silences
    ADD CONSTRAINT silences_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.targets
    ADD CONSTRAINT targets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT team_members_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT team_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team_projects
    ADD CONSTRAINT team_projects_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team_projects
    ADD CONSTRAINT team_projects_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tracker_hooks
    ADD CONSTRAINT tracker_hooks_tracker_id_fkey FOREIGN KEY (tracker_id) REFERENCES public.trackers(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tracker_links
    ADD CONSTRAINT tracker_links_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.tracker_links
    ADD CONSTRAINT tracker_links_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES public.issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tracker_links
    ADD CONSTRAINT tracker_links_tracker_id_fkey FOREIGN KEY (tracker_id) REFERENCES public.trackers(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.trackers
    ADD CONSTRAINT trackers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;
