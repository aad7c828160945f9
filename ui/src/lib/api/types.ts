import type { components } from "./schema";

/**
 * The shapes of the API by the names the pages use. They are generated from its OpenAPI (`npm run types`); what is
 * narrowed here is what JSON Schema leaves open.
 */
type Shapes = components["schemas"];

export type User = Pick<Shapes["UserShape"], "id" | "email" | "name">;
export type Role = Shapes["MemberShape"]["role"];
export type Membership = Pick<Shapes["OrganizationShape"], "id" | "slug" | "name"> & { role: Role };
export type Session = Omit<Shapes["WhoAmI"], "user" | "organizations"> & { user: User | null; organizations: Membership[] };

export type Project = Pick<
  Shapes["ProjectShape"],
  "id" | "slug" | "name" | "platform" | "dateCreated" | "firstEvent" | "lastEvent" | "unresolved" | "allowedOrigins" | "retentionDays"
>;
export type Team = Pick<Shapes["TeamShape"], "id" | "slug" | "name" | "isMember" | "memberCount">;
export type TeamDetail = Team & { members: User[] };
export type Member = Omit<Shapes["MemberShape"], "user"> & { user: User };
export type InvitedMember = Member & Pick<Shapes["InvitedMember"], "loginUrl">;
export type LoginUrl = Shapes["LoginUrl"];
export type ReportPreview = Shapes["ReportPreview"];
export type AlertingHealth = Shapes["AlertingHealth"];
export type SavedView = Shapes["ViewShape"];
export type ExploreRow = Shapes["ExploreRow"];
export type ExploreSummary = Shapes["ExploreSummary"];
export type Facet = Shapes["Facet"];
export type Environment = Pick<Shapes["EnvironmentShape"], "id" | "name">;

export type Level = "fatal" | "error" | "warning" | "info" | "debug";
/** Epoch seconds at which an interval begins, and how many in it. */
export type Series = [number, number][];
export type Assignee = Shapes["Assignee"];
export type ReleaseRef = Pick<Shapes["ReleaseReference"], "version"> & Partial<Pick<Shapes["ReleaseReference"], "shortVersion">>;

type IssueParts =
  | "id"
  | "shortId"
  | "title"
  | "type"
  | "culprit"
  | "permalink"
  | "status"
  | "substatus"
  | "state"
  | "regressed"
  | "statusDetails"
  | "platform"
  | "project"
  | "count"
  | "userCount"
  | "firstSeen"
  | "lastSeen"
  | "assignedTo"
  | "numComments"
  | "isUnhandled";
export type Issue = Pick<Shapes["IssueShape"], IssueParts> & {
  level: Level;
  metadata: Partial<Shapes["IssueMetadata"]>;
  stats: Partial<Record<"24h" | "14d", Series>>;
  firstRelease: ReleaseRef | null;
  lastRelease: ReleaseRef | null;
};

export type Frame = Partial<Omit<Shapes["Frame"], "context">> & { context?: [number, string | null][] };
export interface Stacktrace {
  /** Oldest call first. */
  frames: Frame[] | null;
}
type WithStack<T> = Omit<T, "stacktrace"> & { stacktrace: Stacktrace | null };
export type ExceptionValue = Partial<WithStack<Shapes["ExceptionValue"]>> & { type: string | null; value: string | null };
export type Thread = Partial<WithStack<Shapes["Thread"]>>;
export type Crumb = Partial<Shapes["Breadcrumb"]>;
export type RequestData = Partial<Omit<Shapes["RequestData"], "query" | "headers" | "cookies">> & {
  query?: [string, unknown][];
  headers?: [string, unknown][];
  cookies?: [string, unknown][];
};
export type Entry =
  | { type: "exception"; data: { values: ExceptionValue[] } }
  | { type: "stacktrace"; data: Stacktrace }
  | { type: "threads"; data: { values: Thread[] } }
  | { type: "message"; data: Partial<Shapes["MessageData"]> }
  | { type: "breadcrumbs"; data: { values: Crumb[] } }
  | { type: "request"; data: RequestData }
  | { type: "csp"; data: Record<string, unknown> }
  | { type: "debugmeta"; data: unknown };

export interface EventUser {
  geo?: Record<string, string | null> | null;
  data?: Record<string, unknown> | null;
  [name: string]: unknown;
}

/** A value that was taken out, and where. `start` and `end` point into the text that stands there now. */
export type Removal = Omit<Shapes["RemovalShape"], "segments" | "method"> & { method: string };

type EventParts =
  | "id"
  | "eventID"
  | "groupID"
  | "projectID"
  | "title"
  | "message"
  | "platform"
  | "dateCreated"
  | "dateReceived"
  | "tags"
  | "environment"
  | "type"
  | "size"
  | "packages"
  | "errors"
  | "metadata"
  | "culprit"
  | "nextEventID"
  | "previousEventID"
  | "grouping";
export type Event = Pick<Shapes["Event"], EventParts> & {
  user: EventUser | null;
  contexts: Record<string, Record<string, unknown>>;
  /** What Sentry calls extra. */
  context: Record<string, unknown>;
  entries: Entry[];
  sdk: { name?: string | null; version?: string | null } | null;
  release: ReleaseRef | null;
  removals: Removal[];
  custody: Pick<Shapes["Custody"], "received" | "processed">;
  position: Pick<Shapes["Position"], "index" | "total"> & { capped?: boolean } | null;
};
export type EventRow = Pick<Shapes["EventSummary"], "eventID" | "dateCreated" | "title" | "release" | "environment" | "userLabel">;
export type EventLookup = Pick<Shapes["EventLocation"], "organizationSlug" | "projectSlug" | "groupId" | "eventId">;

export type Tag = Shapes["TagShape"];
export type Activity = Pick<Shapes["ActivityShape"], "id" | "type" | "data" | "dateCreated"> & { user: User | null };
export type IssueStats = { series: Series; releases: Shapes["ReleaseMark"][] };

export type ProjectKey = Pick<Shapes["KeyShape"], "id" | "name" | "public" | "isActive" | "dateCreated" | "rateLimit" | "lastUsed"> & { dsn: { public: string } };
export type PrivacyKind = Shapes["PrivacyKindShape"];
export type Privacy = Shapes["PrivacyShape"];
export type PrivacyBody = Shapes["PrivacyBody"];
export type PrivacyTrial = { text: string; removals: Removal[] };
export type Limit = Omit<Shapes["LimitShape"], "id">;
export type PipelineMatch = Shapes["MatchShape"];
export type PipelineAction = Omit<Shapes["ActionShape"], "owner">;
export type PipelineRule = Shapes["PipelineRuleShape"];
export type PipelineBody = { name: string; match: PipelineMatch; action: PipelineAction; isActive: boolean };
export type PipelineTrial = Shapes["PipelineTrial"];
export type PipelineVersion = Shapes["PipelineRuleVersion"];
export type FirstEvent = { firstEvent: Shapes["FirstEvent"] | null; refusals: Pick<Shapes["Refusal"], "reason" | "quantity" | "lastHour">[] };
export type ApiToken = Pick<Shapes["TokenShape"], "id" | "name" | "scopes" | "lastCharacters" | "dateCreated" | "dateLastUsed" | "expiresAt">;
export type NewToken = ApiToken & Pick<Shapes["NewToken"], "token">;

export type Tracker = Shapes["TrackerShape"];
export type TrackerKind = Tracker["kind"];
export type TrackerWithSecret = Shapes["TrackerWithSecret"];
export type TrackerTried = Shapes["TrackerTried"];
export type TrackerChoices = Shapes["TrackerChoices"];
export type HookSecret = Shapes["HookSecret"];
export type IssueLinks = Shapes["IssueLinks"];
export type RuleTracker = Shapes["RuleTrackerShape"];
export type TrackerPreview = Shapes["TrackerPreview"];
export type Counterpart = Shapes["CounterpartShape"];
export type IssueLink = Shapes["LinkShape"];

export type Release = Pick<Shapes["ReleaseShape"], "version" | "shortVersion" | "firstEvent" | "lastEvent" | "newGroups" | "count" | "projects">;
export type Outcomes = Pick<Shapes["Outcomes"], "received" | "totals" | "reasons" | "pending">;
export type DeadRecord = Shapes["DeadRecordShape"];
export type DeadRecordDetail = Shapes["DeadRecordDetail"];
export type DeadReason = Shapes["DeadReasonShape"];
export type ReplayPlan = Shapes["ReplayPlan"];
export type Replay = Shapes["ReplayShape"];
export type Hours = Shapes["HoursShape"];
export type Layer = Shapes["LayerShape"];
export type Schedule = Shapes["ScheduleShape"];
export type ScheduleBody = Shapes["ScheduleBody"];
export type Person = Shapes["PersonShape"];
export type Override = Shapes["OverrideShape"];
export type OnCall = Shapes["OnCallShape"];
export type DutyCalendar = Shapes["CalendarShape"];
export type Nights = Shapes["NightsShape"];
export type Feed = Shapes["FeedShape"];
export type Target = Shapes["TargetShape"];
export type PolicyStep = Shapes["StepShape"];
export type Policy = Shapes["PolicyShape"];
export type PolicyBody = Shapes["PolicyBody"];
export type SeverityPolicies = Shapes["SeverityPoliciesShape"];
export type SeverityName = Policy["severities"][number];
export type DryRun = Shapes["DryRunShape"];
export type Way = Shapes["WayShape"];
export type PersonalRules = Shapes["PersonalRulesShape"];
export type PersonalRulesBody = Shapes["PersonalRulesBody"];
export type Pulse = Shapes["Pulse"];
export interface SearchHint {
  key: string;
  description: string;
  values: { value: string; count: number | null }[];
}

export type Severity = Shapes["AlertShape"]["severity"];
export type Alert = Shapes["AlertShape"];
export type AlertDetail = Shapes["AlertDetail"];
export type AlertTrend = Shapes["AlertTrend"];
export type BulkDone = Shapes["BulkDone"];
export type AlertCounts = Shapes["AlertCounts"];
export type AlertEntry = AlertDetail["timeLine"][number];
export type AlertDelivery = AlertDetail["deliveries"][number];
export type AlertStep = AlertDetail["policy"]["steps"][number];
export type Rule = Shapes["RuleShape"];
export type RuleBody = Shapes["RuleBody"];
export type RuleTemplate = Shapes["TemplateShape"];
export type Measure = Rule["measure"];
export type Silence = Shapes["SilenceShape"];
export type SilenceBody = Shapes["SilenceBody"];
export type Inhibition = Shapes["InhibitionShape"];
export type InhibitionBody = Shapes["InhibitionBody"];
export type HoldPreview = Shapes["HoldPreview"];
export type RuleDryRun = Shapes["RuleDryRunShape"];
export type Firing = RuleDryRun["firings"][number];
export type ChannelKind = Shapes["KindShape"];
export type ChannelField = Shapes["FieldShape"];
export type Channel = Shapes["ChannelShape"];
export type ChannelBody = Shapes["ChannelBody"];
export type Placeholder = Shapes["PlaceholderShape"];
export type TemplatePreview = Shapes["PreviewShape"];
export type ChannelTried = Shapes["TestShape"];
export type Delivery = Shapes["DeliveryShape"];
export type DeliveryDetail = Shapes["DeliveryDetail"];
export type DeliveryState = Delivery["state"];
export type DeliveryAttempt = Shapes["AttemptShape"];
export type DeliveryTarget = Shapes["DeliveryTargetShape"];
export type ResendPlan = Shapes["ResendPlan"];
export type Resend = Shapes["ResendShape"];
