import { Link } from "@tanstack/react-router";
import type { AlertDetail } from "@/lib/api/types";
import { useOrg } from "@/lib/session";

/** To the policy as it is today; what is built in stands beside the severities. */
export function PolicyLink({ alert, words }: { alert: Pick<AlertDetail, "policy">; words: string }) {
  const org = useOrg().slug;
  const { id } = alert.policy;
  return (
    <Link className="link faint clip" to="/$org/on-call" params={{ org }} search={{}} hash={id === null ? "policies" : `policy-${id}`} title="As it is today; this alert keeps the copy that it opened with">
      {words}
    </Link>
  );
}
