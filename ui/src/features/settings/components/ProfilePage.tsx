import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { send } from "@/lib/api/client";
import { sessionQuery, useMe, useSession } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Field, Refusal } from "@/components/Field";
import { ThemeChoice } from "@/components/ThemeChoice";
import { SettingsPage } from "./SettingsPage";

export function ProfilePage() {
  return (
    <SettingsPage title="Profile">
      <Name />
      <Address />
      <Password />
      <Look />
    </SettingsPage>
  );
}

function Name() {
  const me = useMe();
  const client = useQueryClient();
  const saving = useSaving();
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    if (await saving.run(() => send("PUT", "/users/me/", { name }), "Saved")) await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <section className="panel" aria-labelledby="h-you">
      <header>
        <h2 id="h-you">You</h2>
        <span className="faint clip">{me.email}</span>
      </header>
      <form className="in" onSubmit={(event) => void save(event)}>
        <Field label="Name" problem={saving.fields["name"]}>
          {(props) => <input {...props} className="field" name="name" maxLength={200} autoComplete="name" defaultValue={me.name} key={me.name} />}
        </Field>
        <Refusal problem={saving.problem} />
        <div className="hstack end">
          <button type="submit" className="btn" disabled={saving.busy}>
            Save the name
          </button>
        </div>
      </form>
    </section>
  );
}

function Address() {
  const me = useMe();
  const session = useSession();
  const client = useQueryClient();
  const saving = useSaving();
  const asksPassword = !session?.maySetPassword;
  const isNone = me.email.endsWith(".localhost");
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    const email = values.get("email");
    const body = asksPassword ? { email, currentPassword: values.get("password") } : { email };
    if (await saving.run(() => send("PUT", "/users/me/", body), "Saved")) await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <section className="panel" aria-labelledby="h-mail">
      <header>
        <h2 id="h-mail">Mail address</h2>
        <span className="faint clip">{isNone ? "none yet: no alert reaches you by mail" : "where alerts and reports go, and what you log in with"}</span>
      </header>
      <form className="in" onSubmit={(event) => void save(event)}>
        <Field label="Address" problem={saving.fields["email"]}>
          {(props) => <input {...props} className="field" type="email" name="email" required maxLength={254} autoComplete="email" defaultValue={isNone ? "" : me.email} key={me.email} />}
        </Field>
        {asksPassword && (
          <Field label="Your password" problem={saving.fields["currentPassword"]}>
            {(props) => <input {...props} className="field" type="password" name="password" required autoComplete="current-password" />}
          </Field>
        )}
        <Refusal problem={saving.problem} />
        <div className="hstack end">
          <button type="submit" className="btn" disabled={saving.busy}>
            Save the address
          </button>
        </div>
      </form>
    </section>
  );
}

function Password() {
  const me = useMe();
  const session = useSession();
  const client = useQueryClient();
  const saving = useSaving();
  const [wrong, setWrong] = useState<string | null>(null);
  const asksOld = !session?.maySetPassword;
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    const password = String(values.get("new"));
    setWrong(null);
    if (password !== values.get("again")) return setWrong("The two are not the same.");
    const body = asksOld ? { password, currentPassword: values.get("old") } : { password };
    if (await saving.run(() => send("PUT", "/users/me/", body), "The password is changed")) {
      form.reset();
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    }
  };
  return (
    <section className="panel" aria-labelledby="h-pw">
      <header>
        <h2 id="h-pw">{session?.hasPassword ? "Password" : "Set a password"}</h2>
        {!session?.hasPassword && <span className="faint clip">to come back without a link</span>}
      </header>
      <form className="in" onSubmit={(event) => void save(event)}>
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        {asksOld && (
          <Field label="The one you have" problem={saving.fields["currentPassword"]}>
            {(props) => <input {...props} className="field" type="password" name="old" required autoComplete="current-password" />}
          </Field>
        )}
        <Field label="New" hint="At least 8 characters. Long is better than odd." problem={saving.fields["password"]}>
          {(props) => <input {...props} className="field" type="password" name="new" required minLength={8} autoComplete="new-password" />}
        </Field>
        <Field label="Once more" problem={wrong ? [wrong] : undefined}>
          {(props) => <input {...props} className="field" type="password" name="again" required minLength={8} autoComplete="new-password" />}
        </Field>
        <Refusal problem={saving.problem} />
        <div className="hstack end">
          <button type="submit" className="btn" disabled={saving.busy}>
            {session?.hasPassword ? "Change the password" : "Set the password"}
          </button>
        </div>
      </form>
    </section>
  );
}

function Look() {
  return (
    <section className="panel" aria-labelledby="h-look">
      <header>
        <h2 id="h-look">Light or dark</h2>
        <span className="grow" />
        <ThemeChoice />
      </header>
    </section>
  );
}
