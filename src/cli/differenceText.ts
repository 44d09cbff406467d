import { DECLARATIONS } from '../policy/declaration.js';
import type { Unapproved } from '../policy/tools/approvals.js';
import type { Box } from '../policy/tools/boxes.js';
import type { ChangeGroup, PolicyDifference } from '../policy/tools/comparePolicies.js';
import { isGroundedAnew, type Outcome } from '../policy/tools/compareDecisions.js';
import { DATA_CATEGORIES, LIFE_STAGES, ROLES, SUBJECT_KINDS } from '../policy/vocabulary.js';
import { showingQuery } from '../policy/tools/showingQuery.js';

const MAX_BOXES = 12;

/** All that there is of a coordinate, so that a box can say "any". */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  role: ROLES,
  purpose: DECLARATIONS,
  subject: SUBJECT_KINDS,
  lifeStage: LIFE_STAGES,
  shape: ['SINGLE', 'LIST'],
  category: DATA_CATEGORIES,
};

/** The difference for people: a paragraph for each group, ranges of the matrix and never single points. */
export function differenceText({ groups, settings }: PolicyDifference, unapproved: readonly Unapproved[]): string {
  const missing = unapproved.map((each) => `NOT APPROVED  ${widenedText(each)}\n`);
  const changed = settings.map(({ kind, setting, from, to }) => `${kind.padEnd(7)}  ${setting}: ${from} -> ${to}\n`);
  const paragraphs = groups.map(paragraph);
  if (missing.length + changed.length + paragraphs.length === 0) return 'No decision changes.\n';
  return [missing.join(''), changed.join(''), ...paragraphs].filter((part) => part !== '').join('\n');
}

function widenedText({ rule, category, form, roles, points, when, problem }: Unapproved): string {
  const condition = when.length === 0 ? 'always' : `if ${when.join(' + ')}`;
  const extent = form === null ? '' : ` up to ${form} for ${roles.join(', ')}, ${condition} (${points} points)`;
  return `${rule} ${category}${extent}: ${problem ?? 'no entry for this version'}`;
}

function paragraph({ kind, when, from, to, points, boxes }: ChangeGroup): string {
  const condition = when.length === 0 ? 'always' : `if ${when.join(' + ')}`;
  const lines = boxes.slice(0, MAX_BOXES).flatMap((box) => {
    const query = showingQuery(box, kind === 'NARROWS' ? from.form : to.form);
    return [`  ${boxText(box)}`, `    ${query ?? 'no field of the schema shows it'}`];
  });
  const more = boxes.length > MAX_BOXES ? [`  and ${boxes.length - MAX_BOXES} more ranges; see --json`] : [];
  const [old, now] = isGroundedAnew(from, to) ? [from, to].map(groundedText) : [from, to].map(outcomeText);
  const head = `${kind.padEnd(7)}  ${old} -> ${now}, ${condition}  (${points} points)`;
  return `${[head, ...lines, ...more].join('\n')}\n`;
}

function outcomeText({ form, reason, rule }: Outcome): string {
  return `${form} by ${rule} (${reason})`;
}

function groundedText(outcome: Outcome): string {
  return `${outcomeText(outcome)} on ${outcome.basis}`;
}

function boxText(box: Box): string {
  const words = (name: string): string => {
    const values = box[name] ?? [];
    return values.length === WHOLE[name]?.length ? `any ${name}` : values.join(' ');
  };
  const recipients = box.recipient ?? [];
  const recipient = recipients.length > 8 ? `${recipients.length} recipient classes` : recipients.join(' ');
  const rest = ['purpose', 'subject', 'lifeStage', 'shape', 'category'].map(words).join(' | ');
  return `${words('role')} | ${recipient} | ${rest}`;
}
