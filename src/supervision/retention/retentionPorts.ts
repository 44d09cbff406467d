import type { SubjectReference } from '../../policy/consentRecord.js';
import type { DataCategory } from '../../policy/vocabulary.js';

interface Leaving {
  readonly leftUpTo: string;
  readonly held: { readonly GUARDIAN: readonly number[]; readonly CHILD_PARTICIPANT: readonly number[] };
}

type Rows = Readonly<Record<string, number>>;

/** The sources' side of retention: who left, and what of theirs can go before they do. */
export interface LeaversPort {
  departed(leaving: Leaving): Promise<readonly SubjectReference[]>;
  count(category: DataCategory, leaving: Leaving): Promise<Rows>;
  clear(category: DataCategory, leaving: Leaving): Promise<Rows>;
}

/** The one eraser: it is that of requests, too. */
export interface EraserPort {
  /** Again for the same person: nothing more. @returns HELD where a legal hold stands */
  erase(subject: SubjectReference): Promise<{ readonly state: 'HELD' | 'RUNNING' | 'DONE' }>;
  /** Once more in the sources, for all who are erased. @returns rows by table */
  replay(): Promise<Rows>;
}
