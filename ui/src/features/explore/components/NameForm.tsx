import { useRef, type FormEvent } from "react";
import { Icon } from "@/components/Icon";
import { fieldName } from "../fields";

interface Props {
  label: string;
  placeholder: string;
  onName: (name: string) => void;
}

/** A small field that takes the name of a tag. */
export function NameForm({ label, placeholder, onName }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const name = fieldName(field.current?.value ?? "");
    if (name) onName(name);
    if (field.current) field.current.value = "";
  };
  return (
    <form className="nameform hstack" onSubmit={onSubmit}>
      <input ref={field} aria-label={label} placeholder={placeholder} maxLength={200} autoComplete="off" spellCheck={false} />
      <button type="submit" className="btn quiet" aria-label={label}>
        <Icon name="plus" small />
      </button>
    </form>
  );
}
