import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { messageOf, Problem } from "@/lib/api/problem";
import { sessionQuery, signInByLink } from "@/lib/session";
import { LoginFrame } from "./LoginFrame";

/**
 * A one-time link. It is spent by a button and not by opening the page: chat programs and mail scanners open links to
 * draw previews, and the person would find it used.
 */
export function LinkPage() {
  const { token } = useParams({ from: "/login/$token" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      client.setQueryData(sessionQuery.queryKey, await signInByLink(token));
      await navigate({ to: "/", replace: true });
    } catch (error) {
      const spent = error instanceof Problem && [400, 401, 404, 410].includes(error.status);
      setProblem(spent ? "This link has been used already, or it is too old. Ask for another one." : messageOf(error));
      setBusy(false);
    }
  };

  return (
    <LoginFrame title="Sign in with your link">
      <p className="muted">The link works once. Set a password afterwards, under your profile, to come back without one.</p>
      <div role="alert">
        {problem && (
          <p className="note wine">
            <Icon name="tri" />
            <span>{problem}</span>
          </p>
        )}
      </div>
      <button type="button" className="btn pri lg wide-btn" disabled={busy} onClick={() => void open()} autoFocus>
        <Icon name="key" />
        {busy ? "Signing in…" : "Sign in"}
      </button>
      <p className="faint small">
        <Link className="link" to="/login" search={{}}>
          Sign in with a password
        </Link>
      </p>
    </LoginFrame>
  );
}
