import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "./api/client";
import type { Environment, Member, Project, Team } from "./api/types";

export const projectsQuery = (org: string) =>
  queryOptions({
    queryKey: ["projects", org],
    queryFn: ({ signal }) => get<Project[]>(`/organizations/${org}/projects/`, undefined, signal),
    staleTime: 60_000,
  });

export const membersQuery = (org: string) =>
  queryOptions({
    queryKey: ["members", org],
    queryFn: ({ signal }) => get<Member[]>(`/organizations/${org}/members/`, undefined, signal),
    staleTime: 60_000,
  });

export const teamsQuery = (org: string) =>
  queryOptions({
    queryKey: ["teams", org],
    queryFn: ({ signal }) => get<Team[]>(`/organizations/${org}/teams/`, undefined, signal),
    staleTime: 60_000,
  });

export const environmentsQuery = (org: string) =>
  queryOptions({
    queryKey: ["environments", org],
    queryFn: ({ signal }) => get<Environment[]>(`/organizations/${org}/environments/`, undefined, signal),
    staleTime: 60_000,
  });

export function useProjects(org: string): Project[] {
  return useQuery(projectsQuery(org)).data ?? [];
}

const DOTS = ["#2f6b62", "#4c5a86", "#8a6a26", "#6b466f", "#47602c", "#2d6b86", "#8a4a3a", "#5f5f5f"];

/** A project keeps its colour: it follows from its id. Decoration; the name always stands beside it. */
export function projectColour(id: string): string {
  return DOTS[hash(id) % DOTS.length] ?? "#5f5f5f";
}

export function hash(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}
