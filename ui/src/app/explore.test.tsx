import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { open } from "@/test/render";

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => {});
});

const asked = (world: ReturnType<typeof open>, what: string) => world.asked.filter((one) => one.line.startsWith(`GET /organizations/reedmere/explore/${what}/`)).at(-1)?.line ?? "";

it("shows events, how many there are over time, and what they have in common", async () => {
  open("/reedmere/explore");
  const table = await screen.findByRole("region", { name: "Events, newest first" });
  expect(within(table).getAllByRole("link")).toHaveLength(3);
  expect(within(table).getAllByText("4.18.2")).toHaveLength(3);
  expect(screen.getByRole("img", { name: "3 events over time, at most 2 in 1 h" })).toBeTruthy();
  expect(within(screen.getByRole("complementary", { name: "Counted by value" })).getByText("fatal")).toBeTruthy();
});

it("narrows by a value, and by leaving one out", async () => {
  const world = open("/reedmere/explore?query=checkout");
  const user = userEvent.setup();
  await user.click(await screen.findByTitle("Only level:fatal"));
  await waitFor(() => expect(asked(world, "events")).toContain("query=checkout+level%3Afatal"));
  await user.click(await screen.findByRole("button", { name: "Without level error" }));
  await waitFor(() => expect(new URLSearchParams(window.location.search).get("query")).toBe("checkout level:fatal !level:error"));
});

it("narrows the time by the table behind the bars, and goes back", async () => {
  const world = open("/reedmere/explore?range=7d");
  const user = userEvent.setup();
  const [bar] = await screen.findAllByRole("button", { name: /^Narrow to/ });
  await user.click(bar as HTMLElement);
  await waitFor(() => expect(asked(world, "summary")).toContain("start=1764414000&end=1764417600"));
  await user.click(await screen.findByRole("button", { name: /show the last 7d again/ }));
  await waitFor(() => expect(window.location.search).toBe("?range=7d"));
});

it("shows and counts by tags that somebody names", async () => {
  const world = open("/reedmere/explore");
  const user = userEvent.setup();
  await user.type(await screen.findByRole("textbox", { name: "Count by another tag" }), "customer{Enter}");
  await waitFor(() => expect(asked(world, "summary")).toContain("facet=customer"));
  await user.click(await screen.findByRole("button", { name: "Columns" }));
  await user.type(screen.getByRole("textbox", { name: "Show another tag" }), "customer:{Enter}");
  await waitFor(() => expect(new URLSearchParams(window.location.search).getAll("column")).toEqual(["release", "environment", "user.id", "customer"]));
});

it("offers the same events as a file", async () => {
  open("/reedmere/explore?query=level:fatal&range=14d");
  const link = await screen.findByTitle("The whole events, a line of JSON each");
  expect(link.getAttribute("href")).toBe("/api/0/organizations/reedmere/explore/export/?query=level%3Afatal&statsPeriod=14d");
});

it("shows the events without their counts, where counting takes too long", async () => {
  const override = ({ url }: { url: URL }) => (url.pathname.endsWith("/explore/summary/") ? { status: 422, body: { detail: "this takes longer than 10 s" } } : undefined);
  open("/reedmere/explore?query=checkout", { override });
  const table = await screen.findByRole("region", { name: "Events, newest first" });
  expect(within(table).getAllByRole("link")).toHaveLength(3);
  expect(await screen.findByRole("heading", { name: "These events cannot be counted right now" })).toBeTruthy();
});
