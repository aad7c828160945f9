import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Icon } from "@/components/Icon";
import { messageOf, Problem } from "@/lib/api/problem";
import { sessionQuery, signIn } from "@/lib/session";
import { LoginFrame } from "./LoginFrame";

export function LoginPage() {
  const { to } = useSearch({ from: "/login" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      const session = await signIn(String(form.get("email")), String(form.get("password")));
      client.setQueryData(sessionQuery.queryKey, session);
      await navigate({ href: to ?? "/", replace: true });
    } catch (error) {
      setProblem(sentence(error));
      setBusy(false);
    }
  };

  return (
    <LoginFrame title="Sign in">
      <form onSubmit={(event) => void submit(event)} aria-label="Sign in">
        <label htmlFor="email">E-mail</label>
        <input className="field" id="email" name="email" type="email" autoComplete="username" required autoFocus />
        <label htmlFor="password">Password</label>
        <input className="field" id="password" name="password" type="password" autoComplete="current-password" required aria-describedby={problem ? "problem" : undefined} />
        <div role="alert">
          {problem && (
            <p className="note wine" id="problem">
              <Icon name="tri" />
              <span>{problem}</span>
            </p>
          )}
        </div>
        <button className="btn pri lg wide-btn" type="submit" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
      <p className="faint small">
        No account, or a forgotten password? An administrator can give you a one-time link; no mail server is needed. This server sends nothing home.
      </p>
    </LoginFrame>
  );
}

function sentence(error: unknown): string {
  if (error instanceof Problem && error.status === 401) return "This e-mail and password do not belong together.";
  return messageOf(error);
}
