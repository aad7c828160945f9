import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { NoticeBar } from "@/components/NoticeBar";
import { useKeys } from "@/lib/keyboard";
import { useOrg } from "@/lib/session";
import { Rail } from "./Rail";
import { TabBar } from "./TabBar";

// Neither is part of the first view.
const Palette = lazy(() => import("@/features/palette/components/Palette").then((module) => ({ default: module.Palette })));
const KeyList = lazy(() => import("./KeyList").then((module) => ({ default: module.KeyList })));

/** The frame of every page behind the sign-in, and the keys that work everywhere. */
export function Shell() {
  const org = useOrg().slug;
  const navigate = useNavigate();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const go = (to: "/$org/issues" | "/$org/releases" | "/$org/outcomes" | "/$org/settings/projects") => () => void navigate({ to, params: { org }, search: {} });
  useKeys({
    "mod+k": () => setOpen("palette"),
    "?": () => setOpen("keys"),
    "g i": go("/$org/issues"),
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
      <Suspense>
        {open === "palette" && <Palette onClose={() => setOpen(null)} />}
        {open === "keys" && <KeyList onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
