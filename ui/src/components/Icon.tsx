export type IconName =
  | "alerts"
  | "back"
  | "bars"
  | "belloff"
  | "bin"
  | "cal"
  | "chat"
  | "check"
  | "checkc"
  | "clock"
  | "copy"
  | "cursor"
  | "db"
  | "dia"
  | "dots"
  | "dot"
  | "down"
  | "download"
  | "ext"
  | "eye"
  | "eyeoff"
  | "first"
  | "flow"
  | "gear"
  | "globe"
  | "half"
  | "info"
  | "issues"
  | "key"
  | "left"
  | "link"
  | "lock"
  | "loop"
  | "mail"
  | "md"
  | "menu"
  | "moon"
  | "merge"
  | "mute"
  | "oct"
  | "out"
  | "pen"
  | "phone"
  | "plus"
  | "right"
  | "ring"
  | "ringd"
  | "rows"
  | "search"
  | "send"
  | "sort"
  | "sun"
  | "tag"
  | "term"
  | "tri"
  | "up"
  | "user"
  | "users"
  | "x";

interface Props {
  name: IconName;
  /** 12 px instead of 16. */
  small?: boolean;
  className?: string;
  /** Said to screen readers; without it the icon is decoration. */
  label?: string;
}

export function Icon({ name, small, className, label }: Props) {
  const classes = ["i", small ? "s12" : "", className ?? ""].filter(Boolean).join(" ");
  const meaning = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  return (
    <svg className={classes} {...meaning}>
      <use href={`#i-${name}`} />
    </svg>
  );
}
