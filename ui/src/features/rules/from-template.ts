import type { RuleTemplate } from "@/lib/api/types";
import { both } from "@/lib/search";
import { BLANK, type Draft, type Wish } from "./draft";

/** A template filled in, for the project and the query that the address names. */
export function fromTemplate(template: RuleTemplate, wish: Wish): Draft {
  const said: Draft = { ...BLANK, ...template.rule };
  const project = wish.project ?? said.project;
  const name = wish.name ?? (project ? `${said.name} in ${project}` : said.name);
  return { ...said, project, name, query: wish.query ? both(said.query, wish.query) : said.query };
}
