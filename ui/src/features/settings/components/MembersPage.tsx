import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Avatar } from "@/components/Avatar";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import { send } from "@/lib/api/client";
import type { InvitedMember, LoginUrl, Member, Role } from "@/lib/api/types";
import { membersQuery } from "@/lib/projects";
import { count, whole } from "@/lib/numbers";
import { useCan, useMe, useOrg } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { Listed, ListTable } from "./Listed";
import { OneTime } from "./OneTime";
import { SettingsPage } from "./SettingsPage";

const ROLES: readonly [Role, string][] = [
  ["owner", "Owner: everything, also other owners"],
  ["admin", "Admin: members, projects, keys, privacy"],
  ["member", "Member: works on issues"],
  ["viewer", "Viewer: reads"],
];

const OTHERS_ONLY = "Another owner or admin does this for you, so that nobody locks themselves out";

export function MembersPage() {
  const org = useOrg().slug;
  const me = useMe();
  const client = useQueryClient();
  const saving = useSaving();
  const can = useCan("admin");
  const [link, setLink] = useState<{ who: string; url: string } | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const list = useQuery(membersQuery(org));
  const { data } = list;
  const path = `/organizations/${org}/members/`;
  const again = () => client.invalidateQueries({ queryKey: ["members", org] });
  const show = (who: string, url: string | null | undefined) => setLink(url ? { who, url } : null);

  const invite = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    const email = String(values.get("email"));
    await saving.run(async () => {
      const made = await send<InvitedMember>("POST", path, { email, role: values.get("role") });
      show(email, made.loginUrl);
      form.reset();
    });
    await again();
  };
  const newLink = (member: Member) =>
    saving.run(async () => {
      const { loginUrl } = await send<LoginUrl>("POST", `${path}${member.id}/link/`);
      show(member.name || member.email, loginUrl);
    });
  const setRole = async (member: Member, role: string) => {
    await saving.run(() => send("PUT", `${path}${member.id}/`, { role }), `${member.name || member.email} is now ${role}`);
    await again();
  };
  const remove = async (member: Member) => {
    await saving.run(() => send("DELETE", `${path}${member.id}/`), `${member.name || member.email} removed`);
    await again();
  };

  const waiting = data?.filter((one) => one.pending).length ?? 0;

  return (
    <SettingsPage title="Members">
      {data && (
        <h2 className="ttl sm">
          {count(data.length, "member")}
          {waiting > 0 && `, ${whole(waiting)} invited and not here yet`}
        </h2>
      )}
      {can && (
        <form className="panel invite" onSubmit={(event) => void invite(event)} aria-label="Invite a member">
          <div className="hstack wrap in">
            <input className="field grow" name="email" type="email" required aria-label="E-mail" placeholder="E-mail of a new member" />
            <select className="field auto" name="role" aria-label="Role" defaultValue="member">
              {ROLES.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            <button type="submit" className="btn pri tall" disabled={saving.busy}>
              Make an invite link
            </button>
          </div>
        </form>
      )}
      <Refusal problem={saving.problem} />
      <div role="status">
        {link && (
          <OneTime secret={link.url} what={`Send this link to ${link.who}.`}>
            It works once and signs its bearer in; no mail server is needed. It is not shown again.
          </OneTime>
        )}
      </div>
      <Listed what="members" list={list}>
        {(rows) => (
          <ListTable
            label="Members"
            className="members"
            last="Actions"
            head={
              <>
                <th>Member</th>
                <th className="wide-cell">Last sign-in</th>
                <th>Role</th>
              </>
            }
          >
            {rows.map((one) => (
              <tr key={one.id}>
                <td className="fill">
                  <span className="hstack">
                    <Avatar name={one.name || one.email} id={`user${one.user?.id ?? one.id}`} decorative />
                    <span className="clip">
                      {one.name && one.name !== one.email ? (
                        <>
                          {one.name} <span className="faint wide">{one.email}</span>
                        </>
                      ) : (
                        one.email
                      )}
                    </span>
                    {one.user?.id === me.id && <span className="tag">you</span>}
                  </span>
                </td>
                <td className="faint wide-cell">{one.pending ? <span className="badge">invited</span> : <Time at={one.lastLogin} withAgo none="never" />}</td>
                <td>
                  <select className="field sm auto" aria-label={`Role of ${one.email}`} value={one.role} disabled={!can || one.user?.id === me.id} title={one.user?.id === me.id ? OTHERS_ONLY : undefined} onChange={(event) => void setRole(one, event.target.value)}>
                    {ROLES.map(([value]) => (
                      <option key={value} value={value}>
                        {value}
                      </option>
                    ))}
                  </select>
                </td>
                <td className="n">
                  {can && (
                    <span className="hstack end">
                      <button type="button" className="btn quiet icon" title="Make a one-time sign-in link" aria-label={`Make a one-time sign-in link for ${one.email}`} onClick={() => void newLink(one)}>
                        <Icon name="link" />
                      </button>
                      <button type="button" className="btn quiet icon" title={one.user?.id === me.id ? OTHERS_ONLY : "Remove"} aria-label={`Remove ${one.email}`} disabled={one.user?.id === me.id} onClick={() => setRemoving(one)}>
                        <Icon name="bin" />
                      </button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </ListTable>
        )}
      </Listed>
      <Confirm open={removing !== null} onClose={() => setRemoving(null)} title={`Remove ${removing?.name || removing?.email}?`} action="Remove" onConfirm={() => removing && void remove(removing)}>
        The sign-in ends at once and their tokens stop. Comments and issues stay; issues assigned to them are with nobody.
      </Confirm>
    </SettingsPage>
  );
}
