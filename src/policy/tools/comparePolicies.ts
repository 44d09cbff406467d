import type { Decision } from '../decision.js';
import type { Policy } from '../policy.js';
import { DECLARATIONS } from '../declaration.js';
import { LIFE_STAGES, ROLES, SUBJECT_KINDS } from '../vocabulary.js';
import { mergedBoxes, sizeOf, type Box } from './boxes.js';
import { compareDecisions, type Change, type Outcome } from './compareDecisions.js';
import { compareSettings, type SettingChange } from './compareSettings.js';
import { DecisionTable, QUESTIONS, recipientsOf, situations, type Situation } from './decisionTable.js';

/** Points that change alike. */
export interface ChangeGroup extends Change {
  /** How many points of the decision space. */
  readonly points: number;
  /** What they are; the coordinates are those of `Point`. */
  readonly boxes: readonly Box[];
}

export interface PolicyDifference {
  /** How many points were compared. */
  readonly space: number;
  readonly groups: readonly ChangeGroup[];
  readonly settings: readonly SettingChange[];
}

/** Of a situation, then all: those that tend to agree are merged first. */
const OF_QUESTION = ['category', 'shape'] as const;
const OF_POINT = [...OF_QUESTION, 'lifeStage', 'subject', 'purpose', 'recipient', 'role'] as const;

/** A change, and the questions of a situation that it is seen in. */
interface Seen {
  readonly change: Change;
  readonly questions: readonly Box[];
}

type SeenByKey = ReadonlyMap<string, Seen>;

/** Situations between two pauses: some milliseconds of work. */
const SLICE = 2_000;

/** Every question that there is, asked of both: all that comes out higher, lower, or for another reason. Widenings first. */
export function comparePolicies(before: Policy, after: Policy): PolicyDifference {
  const comparison = comparing(before, after);
  for (;;) {
    const step = comparison.next();
    if (step.done === true) return step.value;
  }
}

/** The same in slices, for whoever has other work between them. */
export function* comparing(before: Policy, after: Policy): Generator<void, PolicyDifference> {
  const tables = [new DecisionTable(before), new DecisionTable(after)] as const;
  const recipients = recipientsOf([before, after]);
  const seen = comparer();
  const found = new Map<string, { readonly change: Change; readonly boxes: Box[] }>();
  let turn = 0;
  for (const situation of situations(recipients)) {
    turn += 1;
    if (turn % SLICE === 0) yield;
    for (const [key, { change, questions }] of seen(tables[0].at(situation), tables[1].at(situation))) {
      const group = found.get(key) ?? { change, boxes: [] };
      found.set(key, group);
      const around = boxOf(situation);
      for (const question of questions) group.boxes.push({ ...question, ...around });
    }
  }
  const groups = [...found.values()].map(({ change, boxes }) => grouped(change, boxes)).toSorted(byKind);
  return { space: spaceOf(recipients), groups, settings: compareSettings(before, after) };
}

/** Compares the decisions of two situations, each pair once. */
function comparer(): (old: readonly Decision[], now: readonly Decision[]) => SeenByKey {
  const compared = new Map<readonly Decision[], Map<readonly Decision[], SeenByKey>>();
  return (old, now) => {
    const known = compared.get(old) ?? new Map<readonly Decision[], SeenByKey>();
    compared.set(old, known);
    const result = known.get(now) ?? changesOf(old, now);
    known.set(now, result);
    return result;
  };
}

function changesOf(old: readonly Decision[], now: readonly Decision[]): SeenByKey {
  const found = new Map<string, { readonly change: Change; readonly questions: Box[] }>();
  for (const [at, { category, shape }] of QUESTIONS.entries()) {
    for (const change of compareDecisions(old[at] as Decision, now[at] as Decision)) {
      const seen = found.get(keyOf(change)) ?? { change, questions: [] };
      found.set(keyOf(change), seen);
      seen.questions.push({ category: [category], shape: [shape] });
    }
  }
  const merged = ({ change, questions }: Seen): Seen => ({ change, questions: mergedBoxes(questions, OF_QUESTION) });
  return new Map([...found].map(([key, seen]) => [key, merged(seen)]));
}

function boxOf({ role, recipient, purpose, subject, lifeStage }: Situation): Box {
  return { role: [role], recipient: [recipient], purpose: [purpose], subject: [subject], lifeStage: [lifeStage] };
}

function grouped(change: Change, boxes: readonly Box[]): ChangeGroup {
  const points = boxes.reduce((sum, box) => sum + sizeOf(box, OF_POINT), 0);
  return { ...change, points, boxes: mergedBoxes(boxes, OF_POINT) };
}

function keyOf({ kind, when, from, to }: Change): string {
  const words = ({ form, reason, rule, basis }: Outcome): string => [form, reason, rule, basis].join(' ');
  return [kind, when.join('+'), words(from), words(to)].join(' ');
}

function spaceOf(recipients: readonly string[]): number {
  const situations = ROLES.length * recipients.length * DECLARATIONS.length * SUBJECT_KINDS.length * LIFE_STAGES.length;
  return situations * QUESTIONS.length;
}

const ORDER = { WIDENS: 0, NARROWS: 1, REASON: 2 } as const;

function byKind(a: ChangeGroup, b: ChangeGroup): number {
  const order = ORDER[a.kind] - ORDER[b.kind];
  if (order !== 0 || a.to.rule === b.to.rule) return order || b.points - a.points;
  return a.to.rule < b.to.rule ? -1 : 1;
}
