import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Avatar } from "@/components/Avatar";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { get, send } from "@/lib/api/client";
import type { Team, TeamDetail } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { membersQuery, teamsQuery } from "@/lib/projects";
import { useCan, useOrg } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { Listed } from "./Listed";
import { SettingsPage } from "./SettingsPage";

export function TeamsPage() {
  const org = useOrg().slug;
  const client = useQueryClient();
  const saving = useSaving();
  const can = useCan("admin");
  const list = useQuery(teamsQuery(org));
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name"));
    if (await saving.run(() => send("POST", `/organizations/${org}/teams/`, { name }), `Team ${name} made`)) form.reset();
    await client.invalidateQueries({ queryKey: ["teams", org] });
  };
  return (
    <SettingsPage title="Teams">
      <h2 className="ttl sm">An issue can be assigned to a team</h2>
      <p className="muted">Then it is the turn of everybody in it, until one of them takes it.</p>
      <Refusal problem={saving.problem} />
      <Listed what="teams" list={list}>
        {(teams) => (teams.length > 0 ? teams.map((team) => <TeamBox key={team.id} org={org} team={team} can={can} />) : <p className="muted">There is no team yet.</p>)}
      </Listed>
      {can && (
        <form className="hstack addrow" onSubmit={(event) => void add(event)}>
          <input className="field" name="name" required maxLength={50} aria-label="Name of the new team" placeholder="Name of a new team" />
          <button type="submit" className="btn tall" disabled={saving.busy}>
            <Icon name="plus" />
            Make a team
          </button>
        </form>
      )}
    </SettingsPage>
  );
}

function TeamBox({ org, team, can }: { org: string; team: Team; can: boolean }) {
  const client = useQueryClient();
  const saving = useSaving();
  const [deleting, setDeleting] = useState(false);
  const path = `/teams/${org}/${team.slug}/`;
  const key = ["team", org, team.slug];
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => get<TeamDetail>(path, undefined, signal) });
  const { data: members = [] } = useQuery(membersQuery(org));
  const inTeam = data?.members ?? [];
  const others = members.filter((one) => one.user && !inTeam.some((user) => user.id === one.user?.id));
  const change = async (method: "POST" | "DELETE", user: string) => {
    await saving.run(() => send(method, `${path}members/${user}/`));
    await client.invalidateQueries({ queryKey: key });
    await client.invalidateQueries({ queryKey: ["teams", org] });
  };
  const remove = async () => {
    await saving.run(() => send("DELETE", path), `Team ${team.name} deleted`);
    await client.invalidateQueries({ queryKey: ["teams", org] });
  };
  return (
    <section className="panel keybox" aria-label={`Team ${team.name || team.slug}`}>
      <header>
        <h2 className="clip">{team.name || team.slug}</h2>
        <span className="faint num">{count(inTeam.length || (team.memberCount ?? 0), "member")}</span>
        <span className="grow" />
        {can && (
          <button type="button" className="btn quiet icon" aria-label={`Delete the team ${team.name}`} title="Delete this team" onClick={() => setDeleting(true)}>
            <Icon name="bin" />
          </button>
        )}
      </header>
      <div className="in hstack wrap">
        {inTeam.map((user) => (
          <span key={user.id} className="tag person">
            <Avatar name={user.name || user.email} id={`user${user.id}`} decorative />
            {user.name || user.email}
            {can && (
              <button type="button" aria-label={`Take ${user.name || user.email} out of ${team.name}`} onClick={() => void change("DELETE", user.id)}>
                <Icon name="x" small />
              </button>
            )}
          </span>
        ))}
        {can && others.length > 0 && (
          <select className="field sm auto" aria-label={`Add a member to ${team.name}`} value="" onChange={(event) => void change("POST", event.target.value)}>
            <option value="">Add a member…</option>
            {others.map((one) => (
              <option key={one.id} value={one.user?.id}>
                {one.name || one.email}
              </option>
            ))}
          </select>
        )}
        <Refusal problem={saving.problem} />
      </div>
      <Confirm open={deleting} onClose={() => setDeleting(false)} title={`Delete the team “${team.name}”?`} action="Delete the team" onConfirm={() => void remove()}>
        Its members stay. Issues assigned to it are with nobody.
      </Confirm>
    </section>
  );
}
