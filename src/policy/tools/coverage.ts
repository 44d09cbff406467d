import type { Clause, Policy } from '../policy.js';
import type { Citations } from './testCitations.js';

/** Who keeps a clause, and what shows it. */
export interface ClauseCoverage {
  readonly id: string;
  /** Rules that cite it, purposes and categories that it stands behind. */
  readonly rules: readonly string[];
  /** What keeps it beside rules, or in their place; null: nothing else. OPEN: not kept in full yet. */
  readonly control: string | null;
  readonly tests: readonly string[];
}

export interface Coverage {
  readonly clauses: readonly ClauseCoverage[];
  /** What is wrong: a clause without a test or a named control, a citation of nothing. */
  readonly problems: readonly string[];
  /** Clauses that are not kept in full yet. They are claimed by nobody. */
  readonly open: readonly string[];
}

/**
 * The matrix clause, rule or control, test. A clause of a RULE or of the PROGRAM needs a test that is cited for the clause itself: that of a
 * rule's row shows what its cells are, and would stay green without the gate that keeps the clause. One that people keep needs an owner and
 * a frequency; a heading needs nothing; an OPEN one is told, and no more (docs/adr/0011-clauses-that-are-not-kept-yet.md).
 */
export function coverage(policy: Policy, { citations, problems }: Citations): Coverage {
  const testsOf = (of: string): readonly string[] => citations.filter((each) => each.of === of).map(({ test }) => test);
  const covered = Object.values(policy.clauses).map((clause): ClauseCoverage => {
    const rules = policy.rules.filter(({ clauses, listDenial }) => [...clauses, ...listDenial].includes(clause.id));
    const tests = [...testsOf(clause.id), ...rules.flatMap(({ id }) => testsOf(id))];
    return {
      id: clause.id,
      rules: [...rules.map(({ id }) => id), ...behind(policy, clause.id)],
      control: controlOf(clause),
      tests: [...new Set(tests)],
    };
  });
  const known = new Set([...Object.keys(policy.clauses), ...policy.rules.map(({ id }) => id)]);
  const strangers = [...new Set(citations.map(({ of }) => of).filter((of) => !known.has(of)))];
  return {
    clauses: covered,
    problems: [
      ...problems,
      ...strangers.map((of) => `${of} is cited by a test, and is no clause and no rule`),
      ...Object.values(policy.clauses).flatMap((clause) => lackOf(clause, testsOf(clause.id))),
    ],
    open: Object.values(policy.clauses).flatMap(({ id, notYet }) => (notYet === null ? [] : [id])),
  };
}

/** What of the policy beside its rules stands on a clause. */
function behind({ purposes, categories }: Policy, id: string): readonly string[] {
  return [
    ...Object.entries(purposes).flatMap(([name, { clauses }]) => (clauses.includes(id) ? [name] : [])),
    ...Object.entries(categories).flatMap(([name, { clause }]) => (clause === id ? [name] : [])),
  ];
}

function controlOf({ keptBy, how, owner, frequency, notYet }: Clause): string | null {
  const kept = {
    RULE: null,
    PROGRAM: `PROGRAM: ${how}`,
    MANUAL: `MANUAL: ${how} (${owner ?? 'no owner'}; ${frequency ?? 'no frequency'})`,
    HEADING: 'HEADING',
  }[keptBy];
  if (notYet === null) return kept;
  return kept === null ? `OPEN: ${notYet}` : `OPEN: ${notYet}. ${kept}`;
}

function lackOf({ id, keptBy, owner, frequency, notYet }: Clause, own: readonly string[]): readonly string[] {
  if (notYet !== null || keptBy === 'HEADING') return [];
  if (keptBy === 'MANUAL') {
    return owner === null || frequency === null ? [`${id} is kept by people, without owner or frequency`] : [];
  }
  return own.length === 0 ? [`${id} is kept by ${keptBy}, and no test of its own shows it`] : [];
}
