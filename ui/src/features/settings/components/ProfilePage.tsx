import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "@/lib/api/client";
import { sessionQuery, useMe, useSession } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Field } from "@/components/Field";
import { ThemeChoice } from "@/components/ThemeChoice";
import { FormPanel } from "./FormPanel";
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
  const save = async (form: HTMLFormElement) => {
    const name = String(new FormData(form).get("name"));
    if (await saving.run(() => send("PUT", "/users/me/", { name }), "Saved")) await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <FormPanel
      title="You"
      aside={me.email}
      saving={saving}
      onSubmit={save}
      actions={
        <button type="submit" className="btn" disabled={saving.busy}>
          Save the name
        </button>
      }
    >
      <Field label="Name" problem={saving.fields["name"]}>
        {(props) => <input {...props} className="field" name="name" maxLength={200} autoComplete="name" defaultValue={me.name} key={me.name} />}
      </Field>
    </FormPanel>
  );
}

function Address() {
  const me = useMe();
  const session = useSession();
  const client = useQueryClient();
  const saving = useSaving();
  const asksPassword = !session?.maySetPassword;
  const isNone = me.email.endsWith(".localhost");
  const save = async (form: HTMLFormElement) => {
    const values = new FormData(form);
    const email = values.get("email");
    const body = asksPassword ? { email, currentPassword: values.get("password") } : { email };
    if (await saving.run(() => send("PUT", "/users/me/", body), "Saved")) await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <FormPanel
      title="Mail address"
      aside={isNone ? "none yet: no alert reaches you by mail" : "where alerts and reports go, and what you log in with"}
      saving={saving}
      onSubmit={save}
      actions={
        <button type="submit" className="btn" disabled={saving.busy}>
          Save the address
        </button>
      }
    >
      <Field label="Address" problem={saving.fields["email"]}>
        {(props) => <input {...props} className="field" type="email" name="email" required maxLength={254} autoComplete="email" defaultValue={isNone ? "" : me.email} key={me.email} />}
      </Field>
      {asksPassword && (
        <Field label="Your password" problem={saving.fields["currentPassword"]}>
          {(props) => <input {...props} className="field" type="password" name="password" required autoComplete="current-password" />}
        </Field>
      )}
    </FormPanel>
  );
}

function Password() {
  const me = useMe();
  const session = useSession();
  const client = useQueryClient();
  const saving = useSaving();
  const [wrong, setWrong] = useState<string | null>(null);
  const asksOld = !session?.maySetPassword;
  const save = async (form: HTMLFormElement) => {
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
    <FormPanel
      title={session?.hasPassword ? "Password" : "Set a password"}
      aside={!session?.hasPassword && "to come back without a link"}
      saving={saving}
      onSubmit={save}
      actions={
        <button type="submit" className="btn" disabled={saving.busy}>
          {session?.hasPassword ? "Change the password" : "Set the password"}
        </button>
      }
    >
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
    </FormPanel>
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
