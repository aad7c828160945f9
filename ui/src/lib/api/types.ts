/** What the API speaks, as far as the pages read it. Dates are RFC 3339; ids are strings. */

export interface User {
  id: string;
  email: string;
  name: string;
}

export interface Membership {
  id: string;
  slug: string;
  name: string;
  role: Role;
}

export type Role = "owner" | "admin" | "member" | "viewer";

export interface Session {
  user: User | null;
  organizations: Membership[];
  csrfToken: string;
  hasPassword: boolean;
  /** Without the current one: after a link, or while there is none. */
  maySetPassword: boolean;
  version: string;
}

export interface ProjectRef {
  id: string;
  slug: string;
  name: string;
  platform: string | null;
}

export interface Project extends ProjectRef {
  dateCreated: string;
  firstEvent: string | null;
  lastEvent?: string | null;
  unresolved?: number;
  allowedOrigins?: string[];
}

export interface Team {
  id: string;
  slug: string;
  name: string;
  memberCount?: number;
  isMember?: boolean;
  members?: User[];
  projects?: ProjectRef[];
}

export interface Assignee {
  type: "user" | "team";
  id: string;
  name: string;
  email?: string;
}

export type Level = "fatal" | "error" | "warning" | "info" | "debug";
export type IssueState = "new" | "acknowledged" | "resolved" | "ignored";
export type Series = [number, number][];

export interface Issue {
  id: string;
  shortId: string;
  title: string;
  type: string;
  metadata: { type?: string; value?: string; filename?: string; function?: string; title?: string };
  culprit: string | null;
  permalink: string;
  level: Level;
  status: "unresolved" | "resolved" | "ignored";
  substatus?: string | null;
  state: IssueState;
  regressed: boolean;
  statusDetails: Record<string, unknown>;
  platform: string | null;
  project: ProjectRef;
  /** A number as text, as Sentry has it. */
  count: string;
  userCount: number;
  firstSeen: string;
  lastSeen: string;
  assignedTo: Assignee | null;
  stats?: Partial<Record<"24h" | "14d", Series>>;
  numComments: number;
  firstRelease: ReleaseRef | null;
  lastRelease: ReleaseRef | null;
  isUnhandled: boolean;
}

export interface ReleaseRef {
  version: string;
  shortVersion?: string;
}

export interface Frame {
  absPath?: string | null;
  filename?: string | null;
  function?: string | null;
  module?: string | null;
  package?: string | null;
  lineNo?: number | null;
  colNo?: number | null;
  inApp?: boolean | null;
  vars?: Record<string, unknown> | null;
  context?: [number, string | null][] | null;
}

export interface Stacktrace {
  frames: Frame[] | null;
  framesOmitted?: [number, number] | null;
}

export interface ExceptionValue {
  type: string | null;
  value: string | null;
  module?: string | null;
  mechanism?: { type?: string; handled?: boolean | null } | null;
  stacktrace: Stacktrace | null;
}

export interface Thread {
  id: string | number | null;
  name?: string | null;
  crashed?: boolean | null;
  current?: boolean | null;
  stacktrace: Stacktrace | null;
}

export interface Crumb {
  timestamp: string | null;
  type: string | null;
  category: string | null;
  level: string | null;
  message: string | null;
  data: Record<string, unknown> | null;
}

export interface RequestData {
  method?: string | null;
  url?: string | null;
  query?: [string, string][] | string | null;
  fragment?: string | null;
  headers?: [string, string][] | null;
  cookies?: [string, string][] | null;
  data?: unknown;
  env?: Record<string, unknown> | null;
}

export type Entry =
  | { type: "exception"; data: { values: ExceptionValue[] } }
  | { type: "stacktrace"; data: Stacktrace }
  | { type: "threads"; data: { values: Thread[] } }
  | { type: "message"; data: { formatted?: string | null; message?: string | null; params?: unknown } }
  | { type: "breadcrumbs"; data: { values: Crumb[] } }
  | { type: "request"; data: RequestData }
  | { type: "csp"; data: Record<string, unknown> };

export interface EventUser {
  id?: string | null;
  email?: string | null;
  username?: string | null;
  name?: string | null;
  ip_address?: string | null;
  geo?: Record<string, string | null> | null;
  data?: Record<string, unknown> | null;
}

/** A value that was taken out, and where. `start` and `end` point into the text that stands there now. */
export interface Removal {
  /** Dotted, as stored: `exception.values.0.value`. */
  path: string;
  rule: string;
  label: string;
  method: string;
  start: number | null;
  end: number | null;
  /** Characters of the value before; null when unknown. */
  length: number | null;
}

export interface GroupingPart {
  name: string;
  value: string;
  counts: boolean;
  note: string;
}

export interface Event {
  id: string;
  eventID: string;
  groupID: string | null;
  projectID: string;
  title: string;
  message: string | null;
  type: string;
  platform: string | null;
  dateCreated: string;
  dateReceived: string | null;
  size?: number | null;
  user: EventUser | null;
  tags: { key: string; value: string }[];
  contexts: Record<string, Record<string, unknown>>;
  /** What Sentry calls extra. */
  context: Record<string, unknown>;
  entries: Entry[];
  packages?: Record<string, string> | null;
  sdk: { name: string | null; version: string | null } | null;
  errors?: { type: string; message?: string | null; data?: Record<string, unknown> }[];
  metadata: Issue["metadata"];
  culprit: string | null;
  release: ReleaseRef | string | null;
  dist?: string | null;
  environment: string | null;
  level: Level | null;
  nextEventID: string | null;
  previousEventID: string | null;
  removals: Removal[];
  grouping: { version: string; hashes: string[]; parts: GroupingPart[] } | null;
  custody: Custody | null;
  position: { index: number; total: number } | null;
}

export interface Custody {
  received: string | null;
  processed: string | null;
}

export interface Tag {
  key: string;
  name: string;
  totalValues: number;
  uniqueValues?: number;
  topValues: { value: string; name?: string; count: number; firstSeen: string; lastSeen: string }[];
}

export interface Activity {
  id: string;
  type: string;
  user: User | null;
  data: Record<string, unknown>;
  dateCreated: string;
}

export interface IssueStats {
  series: Series;
  releases: { version: string; firstSeen: string }[];
}

export interface Member {
  id: string;
  email: string;
  name: string;
  role: Role;
  user: User | null;
  pending: boolean;
  dateCreated: string;
  lastLogin: string | null;
  loginUrl?: string;
}

export interface ProjectKey {
  id: string;
  name: string;
  public: string;
  isActive: boolean;
  dateCreated: string;
  dsn: { public: string };
  rateLimit: { window: number; count: number } | null;
  lastUsed?: string | null;
}

export interface PrivacyKind {
  id: string;
  label: string;
  marker: string;
  description: string;
  enabled: boolean;
  method: string;
  defaultMethod: string;
}

export interface Privacy {
  enabled: boolean;
  kinds: PrivacyKind[];
  fields: string[];
  safeFields: string[];
  keepIp: boolean;
}

export interface PrivacyTrial {
  text: string;
  removals: Removal[];
}

export interface Limit {
  id?: string;
  scope: "project" | "key";
  keyId: string | null;
  categories: string[];
  windowSeconds: number;
  quantity: number;
}

export interface FirstEvent {
  firstEvent: { eventId: string; issue: { id: string; shortId: string; title: string } | null } | null;
  refusals: { reason: string; quantity: number; lastHour: string | number | null }[];
}

export interface ApiToken {
  id: string;
  name: string;
  scopes: string[];
  lastCharacters: string;
  dateCreated: string;
  dateLastUsed: string | null;
  expiresAt: string | null;
  token?: string;
}

export interface Release {
  version: string;
  shortVersion?: string;
  dateCreated: string;
  firstEvent: string | null;
  lastEvent: string | null;
  newGroups: number;
  projects: ProjectRef[];
  /** Events. */
  count?: number;
}

export interface Outcomes {
  received: number;
  totals: Record<string, number>;
  reasons: { outcome: string; reason: string; category: string; quantity: number; project: string | null }[];
  series: { outcome: string; values: Series }[];
  pending: number;
}

export interface Pulse {
  lastEvent: string | null;
  perMinute: number[];
  delaySeconds: number | null;
  backlog: number;
}

export interface SearchHint {
  key: string;
  description: string;
  values: { value: string; count: number | null }[];
}

export interface EventLookup {
  organizationSlug: string;
  projectSlug: string;
  groupId: string | null;
  eventId: string;
}
