import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { NoticeBar } from "@/components/NoticeBar";
import { useKeys, useLayer } from "@/lib/keyboard";
import { useOrg } from "@/lib/session";
import { PieceBoundary } from "./MissingPiece";
import { piece } from "./pieces";
import type { Place } from "./places";
import { Rail } from "./Rail";
import { TabBar } from "./TabBar";

// Neither is part of the first view.
const loadPalette = piece(() => import("@/features/palette/components/Palette").then((module) => ({ default: module.Palette })));
const loadKeyList = piece(() => import("./KeyList").then((module) => ({ default: module.KeyList })));
const Palette = lazy(loadPalette);
const KeyList = lazy(loadKeyList);

/** Long enough for the first view to have loaded, also over a slow line. */
const FETCH_DIALOGS_AFTER_MS = 2_000;

/** The frame of every page behind the sign-in, and the keys that work everywhere. */
export function Shell() {
  const org = useOrg().slug;
  const navigate = useNavigate();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  // What is typed while a dialog is still on its way must not act on the page under it.
  useLayer(open !== null);
  useEffect(() => {
    const timer = window.setTimeout(() => void Promise.all([loadPalette(), loadKeyList()]).catch(() => {}), FETCH_DIALOGS_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  const go = (to: Place["to"] | "/$org/settings/projects") => () => void navigate({ to, params: { org }, search: {} });
  useKeys({
    "mod+k": () => setOpen("palette"),
    "?": () => setOpen("keys"),
    "g i": go("/$org/issues"),
    "g a": go("/$org/alerts"),
    "g c": go("/$org/on-call"),
    "g d": go("/$org/deliveries"),
    "g e": go("/$org/explore"),
    "g r": go("/$org/releases"),
    "g o": go("/$org/outcomes"),
    "g s": go("/$org/settings/projects"),
  });
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <Rail onFind={() => setOpen("palette")} />
        <Outlet />
      </div>
      <TabBar onFind={() => setOpen("palette")} />
      <NoticeBar />
      <PieceBoundary onClose={() => setOpen(null)}>
        <Suspense>
          {open === "palette" && <Palette onClose={() => setOpen(null)} />}
          {open === "keys" && <KeyList onClose={() => setOpen(null)} />}
        </Suspense>
      </PieceBoundary>
    </>
  );
}
