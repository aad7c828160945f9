import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Field } from "@/components/Field";
import { get, send } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import type { Placeholder, TemplatePreview } from "@/lib/api/types";
import { filledParts } from "../../channels";

interface Props {
  org: string;
  kind: string;
  template: Readonly<Record<string, string>>;
  onChange: (template: Record<string, string>) => void;
}

interface Part {
  name: "title" | "text" | "body";
  label: string;
  hint: string;
  rows: number;
}

const PARTS: readonly Part[] = [
  { name: "title", label: "Title", hint: "Empty: Redshank’s own.", rows: 1 },
  { name: "text", label: "Text", hint: "Empty: Redshank’s own. The result is plain text: formatting in it is shown, not applied.", rows: 3 },
];
const BODY: Part = { name: "body", label: "Body", hint: "JSON of your own, with placeholders inside its strings. Empty: Redshank’s own.", rows: 5 };

/** Title and text in a team's own words, with what may stand between {{ and }}, and how each occasion would read. */
export function TemplateEditor({ org, kind, template, onChange }: Props) {
  const [open, setOpen] = useState(Object.keys(filledParts(template)).length > 0);
  const parts = kind === "webhook" ? [...PARTS, BODY] : PARTS;
  const last = useRef<HTMLTextAreaElement | null>(null);
  const { data: placeholders = [] } = useQuery({
    queryKey: ["channel-placeholders", org],
    queryFn: ({ signal }) => get<Placeholder[]>(`/organizations/${org}/channel-placeholders/`, undefined, signal),
    staleTime: Infinity,
    enabled: open,
  });
  const insert = (name: string) => {
    const field = last.current;
    const part = (field?.name || "text") as Part["name"];
    const old = template[part] ?? "";
    const at = field ? field.selectionStart : old.length;
    onChange({ ...template, [part]: `${old.slice(0, at)}{{ ${name} }}${old.slice(field ? field.selectionEnd : at)}` });
    field?.focus();
  };
  return (
    <details className="template" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Its words</summary>
      {open && (
        <>
          {parts.map((part) => (
            <Field key={part.name} label={part.label} hint={part.hint}>
              {(props) => (
                <textarea
                  {...props}
                  className="field mono"
                  name={part.name}
                  rows={part.rows}
                  maxLength={10_000}
                  spellCheck={part.name !== "body"}
                  value={template[part.name] ?? ""}
                  onFocus={(event) => (last.current = event.currentTarget)}
                  onChange={(event) => onChange({ ...template, [part.name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <fieldset className="formrow">
            <legend>Placeholders</legend>
            <div className="hstack wrap placeholders">
              {placeholders.map((one) => (
                <button key={one.name} type="button" className="tag mono" title={one.meaning} aria-label={`Put in ${one.name}: ${one.meaning}`} onClick={() => insert(one.name)}>
                  {one.name}
                </button>
              ))}
            </div>
          </fieldset>
          <Preview org={org} kind={kind} template={template} />
        </>
      )}
    </details>
  );
}

const SETTLED_MS = 400;

/** A sample of each occasion, as the template says it now. */
function Preview({ org, kind, template }: Omit<Props, "onChange">) {
  const [settled, setSettled] = useState(template);
  const [purpose, setPurpose] = useState("firing");
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(template), SETTLED_MS);
    return () => window.clearTimeout(timer);
  }, [template]);
  const { data = [], error } = useQuery({
    queryKey: ["channel-preview", org, kind, filledParts(settled)],
    queryFn: () => send<TemplatePreview[]>("POST", `/organizations/${org}/channel-preview/`, { kind, template: filledParts(settled) }),
    placeholderData: (old) => old,
    retry: false,
  });
  const shown = data.find((one) => one.purpose === purpose);
  return (
    <div className="formrow">
      <span className="row-label">Preview</span>
      <div>
        <div className="hstack wrap seg previews" role="group" aria-label="Occasion">
          {data.map((one) => (
            <button key={one.purpose} type="button" aria-pressed={one.purpose === purpose} onClick={() => setPurpose(one.purpose)}>
              {one.purpose}
            </button>
          ))}
        </div>
        <div role="status">
          {error ? (
            <p className="note wine">{messageOf(error)}</p>
          ) : (
            shown && (
              <div className="code wrap-text sample">
                <b>{shown.title}</b>
                {`\n${shown.text}`}
                {shown.body !== null && `\n\n${JSON.stringify(shown.body, null, 2)}`}
              </div>
            )
          )}
        </div>
        <p className="faint small-text">A made-up alert; nothing is sent.</p>
      </div>
    </div>
  );
}
