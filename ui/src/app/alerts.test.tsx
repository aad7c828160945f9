import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { open } from "@/test/render";

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => {});
});

const row = async (id: string) => (await screen.findByText(id)).closest("li") as HTMLElement;
const posted = (world: ReturnType<typeof open>) => world.asked.filter((one) => one.line.startsWith("POST")).map((one) => one.line.replace("POST /organizations/reedmere/alerts/", ""));

it("answers first what needs a person, and who is told next", async () => {
  open("/reedmere/alerts");
  expect((await screen.findByText("2 alerts need an answer.")).closest("p")?.textContent).toMatch(/In [78] min step 2 tells Lin Okafor \(A-12\)\./);
  expect(await screen.findByTitle("2 that nobody has answered")).toBeTruthy();
});

it("acknowledges by key at once, and takes it back with z", async () => {
  const world = open("/reedmere/alerts");
  const user = userEvent.setup();
  const first = await row("A-12");
  await user.keyboard("w");
  expect(within(first).getByText("Acknowledged")).toBeTruthy();
  expect(await screen.findByText("A-12 acknowledged")).toBeTruthy();
  await user.keyboard("z");
  await waitFor(() => expect(posted(world)).toEqual(["12/acknowledge/", "12/unacknowledge/"]));
  expect(within(first).getByText("Firing")).toBeTruthy();
});

it("resolves by key, and opens it again with z", async () => {
  const world = open("/reedmere/alerts");
  const user = userEvent.setup();
  const first = await row("A-12");
  await user.keyboard("e");
  expect(within(first).getByText("Resolved")).toBeTruthy();
  expect(await screen.findByText("A-12 resolved")).toBeTruthy();
  await user.keyboard("z");
  await waitFor(() => expect(posted(world)).toEqual(["12/resolve/", "12/reopen/"]));
  await waitFor(() => expect(within(first).getByText("Firing")).toBeTruthy());
});

it("puts a row back with a sentence when the server refuses", async () => {
  open("/reedmere/alerts", { override: ({ method }) => (method === "POST" ? { status: 403, body: { detail: "Viewers only read." } } : undefined) });
  const first = await row("A-12");
  await userEvent.setup().keyboard("w");
  expect(await screen.findByText("A-12 stayed as before: Viewers only read.")).toBeTruthy();
  expect(within(first).getByText("Firing")).toBeTruthy();
});

it("shows beside a rule what it would have done, and at its field what makes no sense", async () => {
  open("/reedmere/alerts/rules/new?query=issue:SHOP-418");
  const user = userEvent.setup();
  expect(await screen.findByText("would have fired once, for 5 min in all")).toBeTruthy();
  const limit = screen.getByRole("spinbutton", { name: "Limit" });
  await user.clear(limit);
  await user.type(limit, "0");
  expect(await screen.findByText("at least 0 is always true; choose 1 or more")).toBeTruthy();
  expect(limit.getAttribute("aria-invalid")).toBe("true");
});

it("says over the inbox who is on call now and next, in which schedule", async () => {
  open("/reedmere/alerts");
  const panel = await screen.findByRole("region", { name: "On call now" });
  const [first, second] = await within(panel).findAllByRole("listitem");
  expect(first?.textContent).toMatch(/^LOLin Okafor until .* 23 Nov.*Shop primary, then Tomasz Wren$/);
  expect(second?.textContent).toBe("Nobody for goodWarehouse");
  expect(within(panel).getByRole("link", { name: "Warehouse" }).getAttribute("href")).toBe("/reedmere/on-call?schedule=2");
});

it("says what to do where no schedule says who is on call", async () => {
  open("/reedmere/alerts", { override: ({ url }) => (url.pathname.endsWith("/on-call/") ? { status: 200, body: [] } : undefined) });
  const panel = await screen.findByRole("region", { name: "On call now" });
  expect((await within(panel).findByRole("link", { name: "Make a schedule" })).getAttribute("href")).toBe("/reedmere/on-call?make=schedule");
});
