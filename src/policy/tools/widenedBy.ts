import {
  DATA_CATEGORIES,
  formRank,
  ROLES,
  type Condition,
  type DataCategory,
  type DisclosureForm,
} from '../vocabulary.js';
import { sizeOf, type Box } from './boxes.js';
import type { ChangeGroup, PolicyDifference } from './comparePolicies.js';

/** All that a rule gives more of a category, or that a setting gives more. */
export interface Widened {
  /** The rule, or the setting, e.g. "organisations.AD_AGENCY". */
  readonly rule: string;
  /** ANY: of a setting, which has none. */
  readonly category: DataCategory | 'ANY';
  /** The highest that comes out now; null: of a setting. */
  readonly form: DisclosureForm | null;
  /** Who gets more. */
  readonly roles: readonly string[];
  /** Points of the decision space that come out higher, or on another basis, each once for each set of conditions under which it does. */
  readonly points: number;
  /** What must hold wherever it gives more. */
  readonly when: readonly Condition[];
}

/** What gives more, each rule and category once. */
export function widenedBy({ groups, settings }: PolicyDifference): readonly Widened[] {
  const found = new Map<string, Widened>();
  for (const group of groups.filter(({ kind }) => kind === 'WIDENS')) {
    for (const next of widenedIn(group)) {
      const key = `${next.rule} ${next.category}`;
      const known = found.get(key);
      found.set(key, known === undefined ? next : joined(known, next));
    }
  }
  const ofSettings = settings
    .filter(({ kind }) => kind === 'WIDENS')
    .map(({ setting: rule }): Widened => ({ rule, category: 'ANY', form: null, roles: [], points: 0, when: [] }));
  return [...found.values(), ...ofSettings];
}

/** In the order of the notice. */
function widenedIn({ boxes, to: { rule, form }, when }: ChangeGroup): readonly Widened[] {
  return DATA_CATEGORIES.flatMap((category) => {
    const own = boxes.filter((box) => box['category']?.includes(category));
    if (own.length === 0) return [];
    const named = new Set(own.flatMap((box) => box['role'] ?? []));
    const roles = ROLES.filter((role) => named.has(role));
    return [{ rule, category, form, roles, points: own.reduce((sum, box) => sum + pointsOfOne(box), 0), when }];
  });
}

/** Points of a box about one of its categories. */
function pointsOfOne(box: Box): number {
  return sizeOf(
    box,
    Object.keys(box).filter((name) => name !== 'category'),
  );
}

function joined(a: Widened, b: Widened): Widened {
  const higher = formRank(b.form ?? 'DENIED') > formRank(a.form ?? 'DENIED') ? b : a;
  return {
    ...higher,
    roles: ROLES.filter((role) => a.roles.includes(role) || b.roles.includes(role)),
    points: a.points + b.points,
    when: a.when.filter((condition) => b.when.includes(condition)),
  };
}
