import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Event, Issue } from "@/lib/api/types";
import { EVENT, makeIssues } from "@/test/fixtures";
import { open } from "@/test/render";

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => {});
});

const row = async (id: string) => (await screen.findByText(id)).closest("li") as HTMLElement;

it("asks a stranger to sign in, and goes on to where they wanted to go", async () => {
  open("/reedmere/outcomes", { signedIn: false });
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("E-mail"), "ines@reedmere.example");
  await user.type(screen.getByLabelText("Password"), "correct horse");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("heading", { name: "Outcomes" })).toBeTruthy();
  expect(window.location.pathname).toBe("/reedmere/outcomes");
});

it("says what is wrong with a password and keeps the person there", async () => {
  open("/login", { signedIn: false });
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("E-mail"), "ines@reedmere.example");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toContain("do not belong together");
});

it("spends a one-time link by a button, never by opening the page", async () => {
  const world = open("/login/4f0c2a9d", { signedIn: false });
  const button = await screen.findByRole("button", { name: "Sign in" });
  expect(world.asked.some((one) => one.line.startsWith("POST"))).toBe(false);
  await userEvent.setup().click(button);
  await waitFor(() => expect(world.asked.find((one) => one.line === "POST /auth/link/")?.body).toEqual({ token: "4f0c2a9d" }));
});

it("groups the list by whose turn it is", async () => {
  open("/reedmere/issues");
  const nobody = await screen.findByRole("region", { name: "Nobody has taken these" });
  expect(within(nobody).getByText("SHOP-418")).toBeTruthy();
  expect(within(await screen.findByRole("region", { name: "Yours" })).getByText("BILL-71")).toBeTruthy();
});

it("resolves the row under the cursor with e, at once, and takes it back with z", async () => {
  const world = open("/reedmere/issues");
  const user = userEvent.setup();
  const first = await row("SHOP-418");
  await user.keyboard("e");
  expect(within(first).getByText("Resolved")).toBeTruthy();
  await waitFor(() => expect(world.asked.find((one) => one.line === "PUT /organizations/reedmere/issues/?id=1000")?.body).toEqual({ status: "resolved", statusDetails: {} }));
  await user.keyboard("z");
  await waitFor(() => expect(world.asked.filter((one) => one.line.startsWith("PUT")).at(-1)?.body).toEqual({ state: "new" }));
  expect(within(first).queryByText("Resolved")).toBeNull();
});

it("puts a row back with a sentence when the server refuses", async () => {
  open("/reedmere/issues", { override: ({ method }) => (method === "PUT" ? { status: 403, body: { detail: "Viewers only read." } } : undefined) });
  const first = await row("SHOP-418");
  await userEvent.setup().keyboard("e");
  expect(await screen.findByText(/stayed as it was: Viewers only read/)).toBeTruthy();
  expect(within(first).queryByText("Resolved")).toBeNull();
});

it("says that it is resolved only once the server has answered, and stays resolved when the way back fails", async () => {
  let refused = false;
  open("/reedmere/issues", { override: ({ method }) => (method === "PUT" && refused ? { status: 503, body: { detail: "The database is away." } } : undefined) });
  const user = userEvent.setup();
  const first = await row("SHOP-418");
  await user.keyboard("e");
  expect(await screen.findByText("SHOP-418 resolved")).toBeTruthy();
  refused = true;
  await user.keyboard("z");
  expect(await screen.findByText("Not taken back: The database is away.")).toBeTruthy();
  expect(within(first).getByText("Resolved")).toBeTruthy();
});

it("sends one change for e n, and goes back to what was before both", async () => {
  const world = open("/reedmere/issues/SHOP-418");
  const user = userEvent.setup();
  await screen.findByRole("heading", { name: "Why grouped so" });
  await user.keyboard("en");
  expect(await screen.findByText("SHOP-418 resolved in the next release")).toBeTruthy();
  const sent = () => world.asked.filter((one) => one.line.startsWith("PUT")).map((one) => one.body);
  expect(sent()).toEqual([{ status: "resolved", statusDetails: { inNextRelease: true } }]);
  await user.keyboard("z");
  expect(await screen.findByText("SHOP-418 as before")).toBeTruthy();
  expect(sent().at(-1)).toEqual({ state: "new" });
});

it("sends nothing when e is taken back before an n could have followed", async () => {
  const world = open("/reedmere/issues/SHOP-418");
  const user = userEvent.setup();
  await screen.findByRole("heading", { name: "Why grouped so" });
  await user.keyboard("ez");
  expect(await screen.findByText("SHOP-418 left as before")).toBeTruthy();
  expect(world.asked.some((one) => one.line.startsWith("PUT"))).toBe(false);
});

it("selects with x and j and says what will happen to how many", async () => {
  open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("xjx");
  expect(await screen.findByRole("toolbar", { name: "2 issues selected" })).toBeTruthy();
  expect(screen.getByText(/2 of 135 selected/)).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("toolbar")).toBeNull();
});

it("changes all that match only after the time to call it off", async () => {
  const world = open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("x");
  await user.click(await screen.findByRole("button", { name: "Select all 135 that match" }));
  await user.keyboard("e");
  expect(await screen.findByText("135 issues resolved, in 10 s")).toBeTruthy();
  await user.keyboard("z");
  expect(world.asked.some((one) => one.line.startsWith("PUT"))).toBe(false);
});

it("changes all that match once, and at once when the page is left", async () => {
  const world = open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("x");
  await user.click(await screen.findByRole("button", { name: "Select all 135 that match" }));
  await user.keyboard("e");
  await screen.findByText("135 issues resolved, in 10 s");
  window.dispatchEvent(new Event("beforeunload"));
  window.dispatchEvent(new Event("pagehide"));
  expect(await screen.findByText(/issues resolved$/)).toBeTruthy();
  expect(world.asked.filter((one) => one.line.startsWith("PUT"))).toHaveLength(1);
});

it("keeps the keys silent inside a text field", async () => {
  const world = open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("/");
  await user.keyboard("exit");
  expect(world.asked.some((one) => one.line.startsWith("PUT"))).toBe(false);
  expect((screen.getByRole("combobox", { name: "Search issues" }) as HTMLInputElement).value).toBe("exit");
});

it("marks the place of a mistake in the search", async () => {
  open("/reedmere/issues?query=level:fatal+(is:new");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("This bracket is not closed.");
  expect(alert.querySelector("mark")?.textContent).toBe("(");
});

it("tells why an empty list is empty, and what would show more", async () => {
  open("/reedmere/issues?query=is:unresolved+level:debug");
  expect(await screen.findByRole("heading", { name: "No issue matches" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: /Drop level:debug 135/ })).toBeTruthy();
});

it("shows the issue: sentence, facts, chain, frames, holes with their rule", async () => {
  open("/reedmere/issues/SHOP-418");
  expect(await screen.findByRole("heading", { level: 1, name: /CheckoutFailed: basket could not be priced/ })).toBeTruthy();
  expect(await screen.findByText("14 frames in starlette, fastapi, uvicorn")).toBeTruthy();
  expect(screen.getAllByRole("button", { name: /card number: Removed before storing by the rule “Payment card numbers”\./ })).toHaveLength(1);
  expect(screen.getByRole("button", { name: /by the SDK: Removed by the SDK, it never left the program/ })).toBeTruthy();
});

it("leaves the rest of the page standing when the event cannot be read", async () => {
  open("/reedmere/issues/SHOP-418", { override: ({ url }) => (/\/events\//.test(url.pathname) ? { status: 403, body: { detail: "The payload store does not answer." } } : undefined) });
  expect(await screen.findByText("The event cannot be read right now")).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1, name: /CheckoutFailed/ })).toBeTruthy();
  expect(await screen.findByText(/commented/)).toBeTruthy();
});

const EVIL = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>javascript:alert(1)';

/** The same shape with hostile text in every string. */
function poisoned<T>(value: T, key = ""): T {
  if (typeof value === "string") return (["type", "platform", "dateCreated", "timestamp", "path", "rule", "method", "id", "eventID", "received", "processed"].includes(key) ? value : EVIL) as T;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, key)) as T;
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, name)])) as T;
  return value;
}

it("shows every string of an event as text, and makes no link of what is no web address", async () => {
  const event: Event = poisoned(EVENT);
  const issue: Issue = { ...makeIssues(0)[0]!, title: EVIL, culprit: EVIL, metadata: { type: EVIL, value: EVIL } };
  open("/reedmere/issues/SHOP-418", {
    issues: [issue],
    override: ({ url }) => (/\/events\/\w+\/$/.test(url.pathname) ? { status: 200, body: event } : undefined),
  });
  await screen.findByRole("heading", { name: "Why grouped so" });
  expect(screen.getAllByText(/onerror/).length).toBeGreaterThan(20);
  expect(document.querySelector("main img, main script")).toBeNull();
  expect("pwned" in window).toBe(false);
  for (const link of document.querySelectorAll("a[href]")) expect(link.getAttribute("href")).toMatch(/^(\/|#|https?:)/);
});

it("waits for the first event and opens its issue by itself", async () => {
  open("/reedmere/start/dock-api", {
    override: ({ url }) => (url.pathname.endsWith("/first-event/") ? { status: 200, body: { firstEvent: { eventId: EVENT.id, issue: { id: "1000", shortId: "SHOP-418", title: "CheckoutFailed" } }, refusals: [] } } : undefined),
  });
  expect(await screen.findByRole("heading", { level: 1, name: /CheckoutFailed/ })).toBeTruthy();
});

it("names what knocked meanwhile and how to mend it", async () => {
  open("/reedmere/start/dock-api");
  expect(await screen.findByText(/with the wrong number. This project's DSN ends in \/5/)).toBeTruthy();
  expect(screen.getAllByText(/7c1e0f4b7c1e0f4b7c1e0f4b7c1e0f4b@127.0.0.1:9000\/5/).length).toBeGreaterThan(1);
});

it("finds where an event is when its id is pasted into the palette", async () => {
  open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByRole("combobox", { name: "Jump to" }), EVENT.id);
  expect(await screen.findByRole("option", { name: /Event c2f6a1b0… and its issue/ })).toBeTruthy();
});

it("makes an invite link and shows it once", async () => {
  open("/reedmere/settings/members");
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("E-mail"), "new@reedmere.example");
  await user.click(screen.getByRole("button", { name: "Make an invite link" }));
  expect(await screen.findByText("http://127.0.0.1:9000/login/4f0c2a9d7e6b")).toBeTruthy();
});

it("says that there is no such project, and offers those that there are", async () => {
  open("/reedmere/settings/projects/nope/keys");
  expect(await screen.findByText("There is no project nope")).toBeTruthy();
  expect(screen.queryByText("Make a key")).toBeNull();
  expect(screen.getByRole("link", { name: "Go to the projects" })).toBeTruthy();
});

it("saves privacy rules only when asked to", async () => {
  const world = open("/reedmere/settings/projects/shop-api/privacy");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("switch", { name: "Phone numbers" }));
  expect(world.asked.some((one) => one.line.startsWith("PUT"))).toBe(false);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(world.asked.find((one) => one.line.startsWith("PUT"))?.body).toMatchObject({ enabled: true, keepIp: false }));
});

it("tries the rules as they stand in the form before they are saved", async () => {
  const world = open("/reedmere/settings/projects/shop-api/privacy");
  const user = userEvent.setup();
  expect(await screen.findByText(/What would be stored: 2 values removed/)).toBeTruthy();
  await user.click(screen.getByRole("switch", { name: "E-mail addresses" }));
  expect(await screen.findByText(/What would be stored: 0 values removed/)).toBeTruthy();
  expect(world.asked.some((one) => one.line.startsWith("PUT"))).toBe(false);
});

it("moves an inbound rule by a button and by keys, and keeps the order that the server has", async () => {
  const world = open("/reedmere/settings/projects/shop-api/inbound-rules");
  const user = userEvent.setup();
  const names = () => screen.getAllByRole("switch").map((one) => one.getAttribute("aria-label"));
  await user.click(await screen.findByRole("button", { name: "Move “Preview stages” up" }));
  await waitFor(() => expect(world.asked.find((one) => one.line.startsWith("PUT"))?.body).toEqual({ ids: ["2", "1"] }));
  expect(names()).toEqual(["Preview stages", "Noise of the carousel"]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Preview stages"));
  await waitFor(() => expect((screen.getByRole("switch", { name: "Preview stages" }) as HTMLInputElement).disabled).toBe(false));
  await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await waitFor(() => expect(names()).toEqual(["Noise of the carousel", "Preview stages"]));
});

it("tries an inbound rule while it is written, and adds it", async () => {
  const world = open("/reedmere/settings/projects/shop-api/inbound-rules?rule=new");
  const user = userEvent.setup();
  const made = within(await screen.findByRole("dialog", { name: "New inbound rule" }));
  expect(made.getByText(/Say which events/)).toBeTruthy();
  await user.type(made.getByLabelText("Patterns"), "*noise*");
  expect(await made.findByText("Would have dropped 1,204 of 31,000 events (3.9 %), in 12 issues.")).toBeTruthy();
  expect(made.getByRole("link", { name: "SHOP-418" })).toBeTruthy();
  await user.click(made.getByRole("button", { name: "Add the rule" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const body = world.asked.find((one) => one.line.startsWith("POST") && one.line.endsWith("pipeline-rules/"))?.body;
  expect(body).toMatchObject({ name: "Drop message *noise*", match: { kind: "message", patterns: ["*noise*"] }, action: { kind: "drop" } });
});

it("adds what is suggested with one click", async () => {
  open("/reedmere/settings/projects/shop-api/inbound-rules");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Add “Web crawlers”" }));
  expect(await screen.findByRole("switch", { name: "Web crawlers" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add “Web crawlers”" })).toBeNull();
});

it("opens a saved view by its address, with its search and order", async () => {
  const world = open("/reedmere/issues?view=7");
  expect((await screen.findByRole("link", { name: /Fatal in the shop/ })).getAttribute("aria-current")).toBe("page");
  const lists = () => world.asked.filter((one) => /\/issues\/\?.*limit=25/.test(one.line));
  await waitFor(() => expect(lists().length).toBeGreaterThan(0));
  for (const one of lists()) expect(one.line).toMatch(/query=is%3Aunresolved\+level%3Afatal.*sort=freq/);
});

it("keeps a search as a view, with a name and for whom", async () => {
  const world = open("/reedmere/issues?query=level:warning&sort=user");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Save view" }));
  await user.type(screen.getByLabelText("Name"), "Warnings");
  await user.click(screen.getByRole("checkbox", { name: /Share it with everybody/ }));
  await user.click(screen.getAllByRole("button", { name: "Save view" }).at(-1)!);
  expect((await screen.findByRole("link", { name: /Warnings/ })).getAttribute("aria-current")).toBe("page");
  expect(world.asked.find((one) => one.line === "POST /organizations/reedmere/views/")?.body).toEqual({ name: "Warnings", query: "level:warning", sort: "user", shared: true });
  expect(window.location.search).toBe("?view=8");
});

it("says that the view of an address is gone, and shows issues all the same", async () => {
  open("/reedmere/issues?view=99");
  expect(await screen.findByText(/The view of this address was deleted/)).toBeTruthy();
  expect(await row("SHOP-418")).toBeTruthy();
});

it("merges the selected issues after saying what will become of which", async () => {
  const issues = makeIssues(0).slice(0, 2).map((one, at) => ({ ...one, project: makeIssues(0)[0]!.project, firstSeen: at === 0 ? "2026-11-02T00:00:00Z" : "2026-11-01T00:00:00Z", assignedTo: null, state: "new" as const, status: "unresolved" as const }));
  const [young, old] = issues as [Issue, Issue];
  const world = open("/reedmere/issues?group=none", { issues });
  const user = userEvent.setup();
  await row(young.shortId);
  await user.keyboard("xjxm");
  expect(await screen.findByRole("heading", { name: `Merge 2 issues into ${old.shortId}?` })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Merge 2 issues" }));
  expect(await screen.findByText(`2 issues merged into ${old.shortId}`)).toBeTruthy();
  await waitFor(() => expect(screen.queryByText(young.shortId)).toBeNull());
  expect(world.asked.find((one) => one.line.startsWith("PUT"))?.body).toEqual({ merge: true });
});

it("says in the rail that the server does not answer", async () => {
  open("/reedmere/issues", { override: ({ url }) => (url.pathname.endsWith("/pulse/") ? { status: 500, body: {} } : undefined) });
  expect(await screen.findByText("No answer")).toBeTruthy();
  expect(screen.queryByText("No event yet")).toBeNull();
});

it("keeps the keys of the page silent as soon as the palette is asked for", async () => {
  const world = open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("{Control>}k{/Control}e");
  expect(await screen.findByRole("combobox", { name: "Jump to" })).toBeTruthy();
  expect(world.asked.some((one) => one.line.startsWith("PUT"))).toBe(false);
});

it("does not offer to merge issues of different projects", async () => {
  const issues = makeIssues(0).slice(0, 2).map((one, at) => ({ ...one, project: { ...one.project, id: String(at) } }));
  open("/reedmere/issues?group=none&query=", { issues });
  const user = userEvent.setup();
  await row(issues[0]!.shortId);
  await user.keyboard("xjx");
  const button = await screen.findByRole("button", { name: /Merge…/ });
  expect([(button as HTMLButtonElement).disabled, button.title]).toEqual([true, "Only issues of one project can be merged"]);
});

it("splits the fingerprint of the shown event off an issue that was merged", async () => {
  const world = open("/reedmere/issues/SHOP-418");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Split this one off…" }));
  await user.click(screen.getByRole("button", { name: "Split it off" }));
  expect(await screen.findByText(/Split off: new events like this one/)).toBeTruthy();
  expect(world.asked.some((one) => one.line === `DELETE /organizations/reedmere/issues/1000/hashes/?id=${EVENT.grouping!.hashes[0]}`)).toBe(true);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Split this one off…" })).toBeNull());
});

it("shows rows in one line each, and still does after a reload", async () => {
  open("/reedmere/issues");
  const user = userEvent.setup();
  await row("SHOP-418");
  await user.keyboard("d");
  expect(screen.getByRole("button", { name: "Dense rows" }).getAttribute("aria-pressed")).toBe("true");
  expect([document.documentElement.dataset["density"], localStorage.getItem("redshank.density")]).toEqual(["dense", "dense"]);
  await user.keyboard("d");
  expect([document.documentElement.dataset["density"], localStorage.getItem("redshank.density")]).toEqual([undefined, null]);
});

it("has a page for addresses where nothing is", async () => {
  open("/reedmere/nowhere/at/all");
  expect(await screen.findByRole("heading", { name: "There is no page at this address" })).toBeTruthy();
});

it("leads from the books to the dead events, narrowed to what was looked at", async () => {
  open("/reedmere/outcomes");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("link", { name: "Look, replay or discard" }));
  expect(await screen.findByRole("heading", { name: "Dead events" })).toBeTruthy();
  expect(window.location.pathname).toBe("/reedmere/outcomes/dead");
  expect(window.location.search).toContain("project=shop-api");
});

it("shows what a dead event died of, and closes it with the address", async () => {
  open("/reedmere/outcomes/dead?reason=invalid_compression");
  const user = userEvent.setup();
  expect(await screen.findByRole("heading", { name: "1 event could not be processed" })).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "not readable as compressed" }));
  const drawer = await screen.findByRole("dialog", { name: "Dead event 38" });
  expect(await within(drawer).findByText(/KeyError: 'subdivision'/)).toBeTruthy();
  await user.click(within(drawer).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(window.location.search).not.toContain("record"));
});

it("replays only what the plan told of, follows it, and stops it", async () => {
  const world = open("/reedmere/outcomes/dead?project=billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Replay…" }));
  const dialog = await screen.findByRole("dialog", { name: "Replay dead events" });
  await user.selectOptions(await within(dialog).findByRole("combobox"), "10");
  await waitFor(() => expect(world.asked.filter((one) => one.line.endsWith("/plan/")).at(-1)?.body).toMatchObject({ rate: 10 }));
  await user.click(within(dialog).getByRole("button", { name: "Start the replay" }));
  await waitFor(() => expect(world.asked.find((one) => one.line.endsWith("POST /organizations/reedmere/dead-records/replays/"))?.body).toMatchObject({ projects: ["billing"], upTo: "40" }));
  const panel = await screen.findByRole("region", { name: "Replay" });
  expect(within(panel).getByText("Replaying 4 dead events")).toBeTruthy();
  await user.click(within(panel).getByRole("button", { name: "Stop" }));
  expect(await within(panel).findByText("The replay was stopped with 3 left")).toBeTruthy();
});

it("says why a replay cannot begin", async () => {
  open("/reedmere/outcomes/dead", {
    override: ({ method, url }) => (method === "POST" && url.pathname.endsWith("/replays/") ? { status: 409, body: { detail: "a replay is running: wait for its end, or stop it" } } : undefined),
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Replay…" }));
  const dialog = await screen.findByRole("dialog", { name: "Replay dead events" });
  await within(dialog).findByText("In all");
  await user.click(within(dialog).getByRole("button", { name: "Start the replay" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("a replay is running");
});

it("discards after it has said how many", async () => {
  open("/reedmere/outcomes/dead");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Discard…" }));
  await user.click(await screen.findByRole("button", { name: "Discard 12 dead events" }));
  expect(await screen.findByRole("heading", { name: "No event is dead" })).toBeTruthy();
});

it("shows a member that events are dead, without the means to act", async () => {
  open("/reedmere/outcomes/dead", {
    override: ({ url }) =>
      url.pathname.endsWith("/auth/")
        ? { status: 200, body: { user: { id: "1", email: "ines@reedmere.example", name: "Ines" }, organizations: [{ id: "1", slug: "reedmere", name: "Reedmere", role: "member" }], csrfToken: "csrf" } }
        : undefined,
  });
  expect(await screen.findByRole("heading", { name: "12 events could not be processed" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Replay…" })).toBeNull();
});
