import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Avatar } from "@/components/Avatar";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/Menu";
import { useMe, useOrg, useSignOut } from "@/lib/session";
import { chooseTheme, readTheme, type Theme } from "@/lib/theme";

/** You: profile, theme, out. */
export function MeMenu() {
  const me = useMe();
  const org = useOrg().slug;
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [theme, setTheme] = useState(readTheme);
  const name = me.name || me.email;
  const trigger = (
    <button type="button" className="me">
      <Avatar name={name} id={`user${me.id}`} decorative />
      <span className="tx clip">{name}</span>
      <span className="sr">, profile and theme</span>
    </button>
  );
  return (
    <Menu trigger={trigger} align="start" side="top" label="You">
      <MenuItem icon="user" onSelect={() => void navigate({ to: "/$org/settings/profile", params: { org } })}>
        Profile and password
      </MenuItem>
      <MenuLine />
      <MenuChoice
        value={theme}
        onChange={(value) => {
          chooseTheme(value as Theme);
          setTheme(value as Theme);
        }}
        options={[
          { value: "system", label: "Theme of the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <MenuLine />
      <MenuItem icon="out" onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
