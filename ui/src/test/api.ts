import type { DeadRecord, Issue, Replay } from "@/lib/api/types";
import { makeAlert, makeRule, ON_CALL } from "./alerts";
import { exploreRows, exploreSummary } from "./explore";
import { ACTIVITY, DEAD, DEAD_TRACE, EVENT, INBOUND_TRIAL, inboundRule, isoAgo, KEYS, makeIssues, ME, MEMBERS, OUTCOMES, PRIVACY, PROJECTS, PULSE, TAGS, TEAMS } from "./fixtures";

/** The API as the pages know it, in memory: one world per call. For `npm run dev:mock` and for tests. */
export interface MockRequest {
  method: string;
  url: URL;
  body: unknown;
}

export interface MockAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

type Handler = (request: MockRequest, ...groups: string[]) => MockAnswer;

const ok = (body: unknown, headers?: Record<string, string>): MockAnswer => (headers ? { status: 200, body, headers } : { status: 200, body });
const refuse = (status: number, detail: string, more: object = {}): MockAnswer => ({ status, body: { detail, ...more } });

export function makeApi(options: { signedIn?: boolean; issues?: Issue[] } = {}) {
  let signedIn = options.signedIn ?? true;
  const issues = options.issues ?? makeIssues();
  const notes = [...ACTIVITY];
  const keys = structuredClone(KEYS);
  let privacy = structuredClone(PRIVACY);
  let limits: unknown[] = [];
  const rules = [inboundRule("1", "Noise of the carousel"), inboundRule("2", "Preview stages")];
  const members = structuredClone(MEMBERS);
  const teams = structuredClone(TEAMS);
  const projects = structuredClone(PROJECTS);
  const tokens: Record<string, unknown>[] = [{ id: "1", name: "grafana", scopes: ["org:read", "event:read"], lastCharacters: "9f3c", dateCreated: isoAgo(86_400 * 20), dateLastUsed: isoAgo(400), expiresAt: null }];

  const views = [{ id: "7", name: "Fatal in the shop", query: "is:unresolved level:fatal", sort: "freq", shared: true, mayChange: true }];
  const hashes = [{ id: EVENT.grouping?.hashes[0] ?? "" }, { id: "00ff" }];

  let dead = structuredClone(DEAD);
  const replays: Replay[] = [];
  const reasonsOf = (rows: readonly DeadRecord[]) => [...new Set(rows.map((one) => one.reason))].map((reason) => ({ reason, quantity: rows.filter((one) => one.reason === reason).length }));
  const meant = (wanted: { projects?: string[]; reason?: string }) => dead.filter((one) => (!wanted.projects?.length || wanted.projects.includes(one.project)) && (!wanted.reason || one.reason === wanted.reason));
  const deadOf = (url: URL) => meant({ projects: url.searchParams.getAll("project"), ...(url.searchParams.get("reason") ? { reason: url.searchParams.get("reason") as string } : {}) });

  const alerts = [makeAlert({ id: "12", shortId: "A-12", next: [{ what: "step", at: isoAgo(-480), text: "Step 2: Lin Okafor." }], nextStepAt: isoAgo(-480) }), makeAlert({ id: "11", shortId: "A-11", rule: { id: "6", name: "Warehouse is silent" }, severity: "high" })];
  const alertOf = (id: string | undefined) => alerts.find((one) => one.id === id || one.shortId === id) ?? makeAlert();

  const session = () =>
    signedIn
      ? ok({ user: ME, organizations: [{ id: "1", slug: "reedmere", name: "Reedmere", role: "owner" }], csrfToken: "csrf", hasPassword: true, maySetPassword: false, version: "0.1.0" })
      : refuse(401, "Nobody is signed in.");

  const matching = (url: URL): Issue[] => {
    const query = `${url.searchParams.get("query") ?? ""} ${url.searchParams.get("also") ?? ""}`;
    const projectIds = url.searchParams.getAll("project");
    return issues.filter((issue) => {
      if (projectIds.length > 0 && !projectIds.includes(issue.project.id)) return false;
      return query.split(/\s+/).every((term) => {
        if (term === "is:unresolved") return issue.status === "unresolved";
        if (term === "is:new") return issue.state === "new" && issue.substatus !== "ongoing";
        if (term === "is:regressed") return issue.regressed && issue.status === "unresolved";
        if (term === "is:resolved" || term === "is:ignored") return issue.status === term.slice(3);
        if (term === "(is:assigned" || term === "OR") return true;
        if (term === "is:acknowledged)") return issue.assignedTo !== null || issue.state === "acknowledged";
        if (term === "!is:acknowledged") return issue.state !== "acknowledged";
        if (term === "is:for_review") return issue.state === "new" && issue.assignedTo === null;
        if (term === "is:unassigned") return issue.assignedTo === null;
        if (term === "is:assigned") return issue.assignedTo !== null;
        if (term === "assigned:me") return issue.assignedTo?.id === ME.id;
        if (term === "!assigned:me") return issue.assignedTo?.id !== ME.id;
        if (term.startsWith("level:")) return issue.level === term.slice(6);
        return !term || `${issue.title} ${issue.shortId}`.toLowerCase().includes(term.toLowerCase());
      });
    });
  };

  const listIssues: Handler = ({ url }) => {
    const query = url.searchParams.get("query") ?? "";
    const open = query.indexOf("(");
    if (open !== -1 && !query.includes(")")) return refuse(400, "This bracket is not closed.", { position: open, length: 1 });
    const found = matching(url);
    const limit = Number(url.searchParams.get("limit") ?? 25);
    const start = Number(url.searchParams.get("cursor") ?? 0);
    const more = start + limit < found.length;
    return ok(found.slice(start, start + limit), {
      "X-Hits": String(found.length),
      Link: `<${url.pathname}>; rel="next"; results="${more}"; cursor="${start + limit}"`,
    });
  };

  const change = (issue: Issue, body: Record<string, unknown>) => {
    if (typeof body["status"] === "string") {
      issue.status = body["status"] as Issue["status"];
      issue.state = issue.status === "unresolved" ? "new" : issue.status;
    }
    if (typeof body["state"] === "string") {
      issue.state = body["state"] as Issue["state"];
      issue.status = issue.state === "resolved" || issue.state === "ignored" ? issue.state : "unresolved";
    }
    if ("assignedTo" in body) {
      const id = String(body["assignedTo"] ?? "").split(":")[1];
      const found = members.find((one) => one.id === id);
      issue.assignedTo = found ? { type: "user", id: found.id, name: found.name, email: found.email } : null;
    }
    return issue;
  };

  const find = (id: string): Issue | undefined => issues.find((one) => one.id === id || one.shortId === id);

  const routes: [string, RegExp, Handler][] = [
    ["GET", /^\/auth\/$/, session],
    [
      "POST",
      /^\/auth\/login\/$/,
      ({ body }) => {
        signedIn = (body as { password: string }).password !== "wrong";
        return session();
      },
    ],
    [
      "POST",
      /^\/auth\/link\/$/,
      ({ body }) => {
        signedIn = (body as { token: string }).token !== "spent";
        return session();
      },
    ],
    [
      "POST",
      /^\/auth\/logout\/$/,
      () => {
        signedIn = false;
        return { status: 204, body: null };
      },
    ],
    ["PUT", /^\/users\/me\/$/, () => ok(ME)],
    ["GET", /^\/organizations\/[^/]+\/projects\/$/, () => ok(projects)],
    [
      "POST",
      /^\/organizations\/[^/]+\/projects\/$/,
      ({ body }) => {
        const { name, platform } = body as { name: string; platform: string };
        const made = { ...structuredClone(projects[4] as (typeof projects)[0]), id: String(projects.length + 1), name, slug: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), platform };
        projects.push(made);
        return { status: 201, body: made };
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/members\/$/, () => ok(members)],
    [
      "POST",
      /^\/organizations\/[^/]+\/members\/$/,
      ({ body }) => {
        const { email, role } = body as { email: string; role: "member" };
        const made = { id: String(members.length + 1), email, name: "", role, user: { id: "", email, name: "" }, pending: true, dateCreated: isoAgo(0), lastLogin: null };
        members.push(made);
        return { status: 201, body: { ...made, loginUrl: "http://127.0.0.1:9000/login/4f0c2a9d7e6b" } };
      },
    ],
    ["POST", /^\/organizations\/[^/]+\/members\/\w+\/link\/$/, () => ok({ loginUrl: "http://127.0.0.1:9000/login/4f0c2a9d7e6b" })],
    ["PUT", /^\/organizations\/[^/]+\/members\/(\w+)\/$/, ({ body }, id) => ok(Object.assign(members.find((one) => one.id === id) ?? {}, body))],
    [
      "DELETE",
      /^\/organizations\/[^/]+\/members\/(\w+)\/$/,
      (_, id) => {
        members.splice(members.findIndex((one) => one.id === id), 1);
        return { status: 204, body: null };
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/teams\/$/, () => ok(teams)],
    [
      "POST",
      /^\/organizations\/[^/]+\/teams\/$/,
      ({ body }) => {
        const { name } = body as { name: string };
        const made = { id: String(teams.length + 1), slug: name.toLowerCase(), name, memberCount: 0, isMember: false, members: [], projects: [] };
        teams.push(made);
        return { status: 201, body: made };
      },
    ],
    ["GET", /^\/teams\/[^/]+\/([^/]+)\/$/, (_, slug) => ok(teams.find((one) => one.slug === slug))],
    ["GET", /^\/organizations\/[^/]+\/views\/$/, () => ok(views)],
    [
      "POST",
      /^\/organizations\/[^/]+\/views\/$/,
      ({ body }) => {
        const made = { ...(body as (typeof views)[0]), id: String(views.length + 7), mayChange: true };
        if (views.some((one) => one.name === made.name)) return refuse(409, `there is a view '${made.name}' already: choose another name`);
        views.push(made);
        return { status: 201, body: made };
      },
    ],
    ["PUT", /^\/organizations\/[^/]+\/views\/(\w+)\/$/, ({ body }, id) => ok(Object.assign(views.find((one) => one.id === id) ?? {}, body))],
    [
      "DELETE",
      /^\/organizations\/[^/]+\/views\/(\w+)\/$/,
      (_, id) => {
        views.splice(views.findIndex((one) => one.id === id), 1);
        return { status: 204, body: null };
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/issues\/[^/]+\/hashes\/$/, () => ok(hashes)],
    [
      "DELETE",
      /^\/organizations\/[^/]+\/issues\/[^/]+\/hashes\/$/,
      ({ url }) => {
        hashes.splice(hashes.findIndex((one) => one.id === url.searchParams.get("id")), 1);
        return { status: 204, body: null };
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/environments\/$/, () => ok([{ id: "1", name: "production" }, { id: "2", name: "staging" }])],
    ["GET", /^\/organizations\/[^/]+\/pulse\/$/, () => ok(PULSE)],
    ["GET", /^\/organizations\/[^/]+\/outcomes\/$/, () => ok(OUTCOMES)],
    ["GET", /^\/organizations\/[^/]+\/deliveries\/targets\/$/, () => ok([])],
    ["GET", /^\/organizations\/[^/]+\/dead-records\/$/, ({ url }) => ok(deadOf(url))],
    ["GET", /^\/organizations\/[^/]+\/dead-records\/reasons\/$/, ({ url }) => ok(reasonsOf(deadOf(url)))],
    ["GET", /^\/organizations\/[^/]+\/dead-records\/replays\/$/, () => ok(replays)],
    [
      "POST",
      /^\/organizations\/[^/]+\/dead-records\/replays\/$/,
      ({ body }) => {
        if (replays[0]?.state === "running") return refuse(409, "a replay is running: wait for its end, or stop it");
        const total = meant(body as object).length;
        const made: Replay = { id: "1", state: "running", rate: (body as Replay).rate, total, stored: 1, duplicate: 0, filtered: 0, failed: 0, left: total - 1, startedBy: ME.email, dateStarted: isoAgo(2), lastWorked: isoAgo(1), dateEnded: null };
        replays.unshift(made);
        return { status: 201, body: made };
      },
    ],
    ["POST", /^\/organizations\/[^/]+\/dead-records\/replays\/(\w+)\/stop\/$/, () => ok(Object.assign(replays[0] as Replay, { state: "stopped", dateEnded: isoAgo(0) }))],
    [
      "POST",
      /^\/organizations\/[^/]+\/dead-records\/plan\/$/,
      ({ body }) => {
        const rows = meant(body as object);
        const { rate } = body as Replay;
        return ok({ total: rows.length, reasons: reasonsOf(rows), oldest: rows.at(-1)?.dateCreated ?? null, newest: rows[0]?.dateCreated ?? null, rate, seconds: rows.length / rate, upTo: rows[0]?.id ?? null });
      },
    ],
    [
      "POST",
      /^\/organizations\/[^/]+\/dead-records\/discard\/$/,
      ({ body }) => {
        const gone = meant(body as object);
        dead = dead.filter((one) => !gone.includes(one));
        return ok({ discarded: gone.length });
      },
    ],
    [
      "GET",
      /^\/organizations\/[^/]+\/dead-records\/(\w+)\/$/,
      (_, id) => {
        const found = dead.find((one) => one.id === id);
        return found ? ok({ ...found, trace: DEAD_TRACE, eventId: EVENT.id, client: "sentry.python/2.1", body: '{\n  "message": "for [email]"\n}', isCut: false }) : refuse(404, "The requested resource does not exist");
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/explore\/events\/$/, ({ url }) => ok(exploreRows(url.searchParams.getAll("field")))],
    ["GET", /^\/organizations\/[^/]+\/explore\/summary\/$/, ({ url }) => ok(exploreSummary(url.searchParams.getAll("facet")))],
    [
      "GET",
      /^\/organizations\/[^/]+\/releases\/$/,
      () =>
        ok(
          ["4.18.2", "4.18.1", "4.18.0", "web@2026.46.2"].map((version, at) => ({
            version,
            shortVersion: version,
            dateCreated: isoAgo(86_400 * at + 4000),
            firstEvent: isoAgo(86_400 * at + 3600),
            lastEvent: isoAgo(60 + 400 * at),
            newGroups: [1, 0, 4, 2][at] ?? 0,
            projects: [projects[at === 3 ? 1 : 0]],
            count: [783, 360, 14_100, 1602][at],
          })),
        ),
    ],
    [
      "GET",
      /^\/organizations\/[^/]+\/search-hints\/$/,
      () =>
        ok([
          { key: "is", description: "unresolved, new, acknowledged, regressed, resolved, ignored, assigned, unassigned", values: ["unresolved", "new", "regressed", "resolved", "ignored", "assigned", "unassigned"].map((value) => ({ value, count: null })) },
          { key: "level", description: "fatal, error, warning, info, debug", values: [{ value: "fatal", count: 2 }, { value: "error", count: 140 }, { value: "warning", count: 6 }] },
          { key: "release", description: "version of the program", values: [{ value: "4.18.2", count: 61 }, { value: "4.18.1", count: 30 }] },
          { key: "environment", description: "where it ran", values: [{ value: "production", count: 130 }, { value: "staging", count: 18 }] },
          { key: "assigned", description: "me, none, a member or #team", values: [{ value: "me", count: 4 }] },
          { key: "timesSeen", description: "number of events, with > or <", values: [] },
        ]),
    ],
    ["GET", /^\/organizations\/[^/]+\/eventids\/(\w+)\/$/, (_, id) => (id === EVENT.id ? ok({ organizationSlug: "reedmere", projectSlug: "shop-api", groupId: "1000", eventId: id, event: EVENT }) : refuse(404, "There is no event with this id."))],
    ["GET", /^\/organizations\/[^/]+\/api-tokens\/$/, () => ok(tokens)],
    [
      "POST",
      /^\/organizations\/[^/]+\/api-tokens\/$/,
      ({ body }) => {
        const made = { id: String(tokens.length + 1), lastCharacters: "77aa", dateCreated: isoAgo(0), dateLastUsed: null, expiresAt: null, ...(body as object) };
        tokens.push(made);
        return { status: 201, body: { ...made, token: "rsk_5d1c0a7f3e9b4c6d8e2f1a0b9c8d7e6f" } };
      },
    ],
    ["DELETE", /^\/organizations\/[^/]+\/api-tokens\/\w+\/$/, () => ({ status: 204, body: null })],
    ["GET", /^\/organizations\/[^/]+\/issues\/$/, listIssues],
    [
      "PUT",
      /^\/organizations\/[^/]+\/issues\/$/,
      ({ url, body }) => {
        const ids = url.searchParams.getAll("id");
        if ((body as { merge?: boolean }).merge) {
          const [kept, ...others] = issues.filter((one) => ids.includes(one.id)).sort((a, b) => Date.parse(a.firstSeen) - Date.parse(b.firstSeen));
          others.forEach((one) => issues.splice(issues.indexOf(one), 1));
          return ok({ updated: ids.length, merge: { parent: kept?.id, children: others.map((one) => one.id) } });
        }
        const targets = ids.length > 0 ? issues.filter((one) => ids.includes(one.id)) : matching(url);
        targets.forEach((one) => change(one, body as Record<string, unknown>));
        return ok({ ...(body as object), updated: targets.length });
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/issues\/([^/]+)\/$/, (_, id = "") => (find(id) ? ok(find(id)) : refuse(404, "There is no issue with this id."))],
    ["PUT", /^\/organizations\/[^/]+\/issues\/([^/]+)\/$/, ({ body }, id = "") => ok(change(find(id) as Issue, body as Record<string, unknown>))],
    ["GET", /^\/organizations\/[^/]+\/issues\/[^/]+\/tags\/$/, () => ok(TAGS)],
    ["GET", /^\/organizations\/[^/]+\/issues\/[^/]+\/activities\/$/, () => ok({ activity: notes })],
    [
      "POST",
      /^\/organizations\/[^/]+\/issues\/[^/]+\/notes\/$/,
      ({ body }) => {
        const note = { id: String(notes.length + 1), type: "note" as const, user: ME, data: body as Record<string, unknown>, dateCreated: isoAgo(0) };
        notes.unshift(note);
        return { status: 201, body: note };
      },
    ],
    [
      "GET",
      /^\/organizations\/[^/]+\/issues\/([^/]+)\/stats\/$/,
      ({ url }, id = "") =>
        ok({
          series: find(id)?.stats?.[url.searchParams.get("statsPeriod") === "24h" ? "24h" : "14d"] ?? [],
          releases: [
            { version: "4.18.0", firstSeen: isoAgo(4.2 * 3600) },
            { version: "4.18.2", firstSeen: isoAgo(1.1 * 3600) },
          ],
        }),
    ],
    ["GET", /^\/organizations\/[^/]+\/issues\/[^/]+\/events\/$/, () => ok([{ ...EVENT }, { ...EVENT, id: EVENT.previousEventID, eventID: EVENT.previousEventID, dateCreated: isoAgo(63) }])],
    [
      "GET",
      /^\/organizations\/[^/]+\/issues\/[^/]+\/events\/(\w+)\/$/,
      (_, id) => (id === EVENT.previousEventID ? ok({ ...EVENT, id, eventID: id, nextEventID: EVENT.id, previousEventID: null, position: { index: 1283, total: 1284 }, dateCreated: isoAgo(63) }) : ok(EVENT)),
    ],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/events\/\w+\/json\/$/, () => ok({ event_id: EVENT.id, platform: "python", exception: { values: [] } })],
    ["GET", /^\/projects\/[^/]+\/([^/]+)\/$/, (_, slug) => (projects.find((one) => one.slug === slug) ? ok(projects.find((one) => one.slug === slug)) : refuse(404, "There is no such project."))],
    ["PUT", /^\/projects\/[^/]+\/([^/]+)\/$/, ({ body }, slug) => ok(Object.assign(projects.find((one) => one.slug === slug) ?? {}, body))],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/keys\/$/, () => ok(keys)],
    [
      "POST",
      /^\/projects\/[^/]+\/[^/]+\/keys\/$/,
      ({ body }) => {
        const made = { ...structuredClone(keys[0] as (typeof keys)[0]), id: `k${keys.length}`, name: (body as { name: string }).name, lastUsed: null };
        keys.push(made);
        return { status: 201, body: made };
      },
    ],
    ["PUT", /^\/projects\/[^/]+\/[^/]+\/keys\/(\w+)\/$/, ({ body }, id) => ok(Object.assign(keys.find((one) => one.id === id) ?? {}, body))],
    [
      "DELETE",
      /^\/projects\/[^/]+\/[^/]+\/keys\/(\w+)\/$/,
      (_, id) => {
        keys.splice(keys.findIndex((one) => one.id === id), 1);
        return { status: 204, body: null };
      },
    ],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/privacy\/$/, () => ok(privacy)],
    [
      "PUT",
      /^\/projects\/[^/]+\/[^/]+\/privacy\/$/,
      ({ body }) => {
        privacy = { ...privacy, ...(body as object) };
        return ok(privacy);
      },
    ],
    [
      "POST",
      /^\/projects\/[^/]+\/[^/]+\/privacy\/try\/$/,
      ({ body }) => {
        const { text, rules } = body as { text: string; rules?: { kinds?: { id: string; enabled: boolean }[] } };
        if (rules?.kinds?.some((one) => one.id === "email" && !one.enabled)) return ok({ text, removals: [] });
        const removals: unknown[] = [];
        let out = "";
        let last = 0;
        for (const match of text.matchAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)) {
          out += text.slice(last, match.index);
          removals.push({ path: "", rule: "email", label: "E-mail addresses", method: "replace", start: [...out].length, end: [...out].length + 7, length: match[0].length });
          out += "[email]";
          last = match.index + match[0].length;
        }
        return ok({ text: out + text.slice(last), removals });
      },
    ],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/$/, () => ok(rules)],
    [
      "POST",
      /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/$/,
      ({ body }) => {
        const made = { ...inboundRule(`${rules.length + 1}`, ""), ...(body as object) };
        rules.push(made);
        return { status: 201, body: made };
      },
    ],
    ["POST", /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/try\/$/, () => ok(INBOUND_TRIAL)],
    [
      "PUT",
      /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/order\/$/,
      ({ body }) => {
        const { ids } = body as { ids: string[] };
        rules.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
        return ok(rules);
      },
    ],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/(\w+)\/versions\/$/, (_, id) => ok(rules.filter((one) => one.id === id).map(({ name, match, action, version }) => ({ name, match, action, version, date: "2026-11-22T12:00:00Z", user: "Ines" })))],
    ["PUT", /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/(\w+)\/$/, ({ body }, id) => ok(Object.assign(rules.find((one) => one.id === id) ?? {}, body))],
    [
      "DELETE",
      /^\/projects\/[^/]+\/[^/]+\/pipeline-rules\/(\w+)\/$/,
      (_, id) => {
        rules.splice(rules.findIndex((one) => one.id === id), 1);
        return { status: 204, body: null };
      },
    ],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/limits\/$/, () => ok(limits)],
    [
      "PUT",
      /^\/projects\/[^/]+\/[^/]+\/limits\/$/,
      ({ body }) => {
        limits = body as unknown[];
        return ok(limits);
      },
    ],
    ["GET", /^\/organizations\/[^/]+\/alerts\/$/, ({ url }) => ok(alerts.filter((one) => ["all", one.status].includes(url.searchParams.get("status") ?? "all")))],
    ["GET", /^\/organizations\/[^/]+\/on-call\/$/, () => ok(ON_CALL)],
    ["GET", /^\/organizations\/[^/]+\/alerts\/counts\/$/, () => ok({ firing: alerts.filter((one) => one.status === "firing").length, acknowledged: alerts.filter((one) => one.status === "acknowledged").length, held: 0, bySeverity: {} })],
    ["GET", /^\/organizations\/[^/]+\/issues\/[^/]+\/alerts\/$/, () => ok([])],
    ["GET", /^\/organizations\/[^/]+\/alerts\/([^/]+)\/$/, (_, id) => ok(alertOf(id))],
    ["POST", /^\/organizations\/[^/]+\/alerts\/([^/]+)\/acknowledge\/$/, (_, id) => ok(Object.assign(alertOf(id), { status: "acknowledged", acknowledgedBy: ME, dateAcknowledged: isoAgo(0) }))],
    ["POST", /^\/organizations\/[^/]+\/alerts\/([^/]+)\/reopen\/$/, (_, id) => ok(Object.assign(alertOf(id), { status: "firing", resolvedBy: null, dateResolved: null, mayReopen: false }))],
    ["POST", /^\/organizations\/[^/]+\/alerts\/([^/]+)\/unacknowledge\/$/, (_, id) => ok(Object.assign(alertOf(id), { status: "firing", acknowledgedBy: null, dateAcknowledged: null }))],
    ["POST", /^\/organizations\/[^/]+\/alerts\/([^/]+)\/resolve\/$/, (_, id) => ok(Object.assign(alertOf(id), { status: "resolved", resolvedBy: ME, dateResolved: isoAgo(0), mayReopen: true }))],
    ["GET", /^\/organizations\/[^/]+\/rules\/$/, () => ok([makeRule()])],
    ["GET", /^\/organizations\/[^/]+\/rules\/templates\/$/, () => ok([])],
    ["GET", /^\/organizations\/[^/]+\/(?:silences|inhibitions|policies)\/$/, () => ok([])],
    [
      "POST",
      /^\/organizations\/[^/]+\/rules\/dry-run\/$/,
      ({ body }) =>
        (body as { threshold: number }).threshold > 0
          ? ok({ start: isoAgo(14 * 86_400), end: isoAgo(0), summary: "would have fired once, for 5 min in all", times: 1, seconds: 300, firings: [{ start: isoAgo(86_400), end: isoAgo(86_100), value: 53, reason: "53 events in 5 min", labels: {} }], events: 900, note: "" })
          : refuse(400, "threshold: at least 0 is always true; choose 1 or more"),
    ],
    ["GET", /^\/projects\/[^/]+\/[^/]+\/first-event\/$/, () => ok({ firstEvent: null, refusals: [{ reason: "project_mismatch", quantity: 2, lastHour: 2 }] })],
  ];

  return (request: MockRequest): MockAnswer => {
    const path = request.url.pathname.replace(/^\/api\/0/, "");
    for (const [method, pattern, handler] of routes) {
      const match = method === request.method && pattern.exec(path);
      if (match) return handler(request, ...match.slice(1));
    }
    return refuse(404, `The mock has no ${request.method} ${path}.`);
  };
}
