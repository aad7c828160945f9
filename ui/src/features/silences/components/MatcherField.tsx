import { useRef } from "react";
import { SearchField } from "@/components/search/SearchField";
import type { Problem } from "@/lib/api/problem";
import { useSomeAlerts } from "@/lib/alerts";
import { labelHints } from "../words";

interface Props {
  org: string;
  label: string;
  value: string;
  mistake: Problem | null;
  onChange: (matcher: string) => void;
}

/** A query over labels; it offers the labels of the alerts that are open. */
export function MatcherField({ org, label, value, mistake, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const { data = [] } = useSomeAlerts(org, "open", { status: "open", per_page: 100 });
  return <SearchField ref={field} org={org} about="events" label={label} placeholder="project:shop environment:staging" known={labelHints(data)} value={value} onChange={onChange} mistake={mistake} />;
}
