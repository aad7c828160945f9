import { CopyButton } from "./CopyButton";

/** Something that a person takes elsewhere whole, with the button that copies it. */
export function CopyBox({ text, name }: { text: string; name?: string }) {
  return (
    <div className="code dsn">
      {name && <span className="faint">{name} </span>}
      <span>{text}</span>
      <CopyButton text={text} />
    </div>
  );
}
