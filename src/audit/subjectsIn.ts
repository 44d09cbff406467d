import type { DisclosedGroup } from './entryDraft.js';

/** How many people: each once, however many of their rows and cells there are. */
export function subjectsIn(disclosed: readonly DisclosedGroup[]): number {
  const people = new Set<string>();
  for (const { subjectKind, references } of disclosed) {
    for (const reference of references) people.add(`${subjectKind} ${reference}`);
  }
  return people.size;
}
