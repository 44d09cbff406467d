import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { NorenError } from '../errors.js';
import type { Question } from '../policy/decision.js';
import type { Policy } from '../policy/policy.js';
import { loadPolicyCalendar } from '../policy/policyCalendar.js';
import { loadPolicy } from '../policy/loadPolicy.js';
import { defaultOrganisation } from '../policy/tools/defaultOrganisation.js';
import type { FullySettled } from '../policy/settleFully.js';
import { explainDecision, settledWith, type Explanation } from '../policy/tools/explainDecision.js';
import { conditionNamed, LACK_NAMES, orderlyFacts } from '../policy/tools/orderlyFacts.js';
import { CONDITIONS, LIFE_STAGES, ROLES, SUBJECT_KINDS, type Condition } from '../policy/vocabulary.js';
import type { Command, Surroundings } from './command.js';
import { explainedField } from './explainedField.js';
import { explainText } from './explainText.js';

const HELP = `Says how a decision comes about, gate by gate.

  noren policy explain --as ROLE --purpose PURPOSE --subject KIND FIELD...

  FIELD                  a category (PHONE), or a field of the schema (Guardian.phone)
  PURPOSE                with its sub-purpose where it has some: AGGREGATE_ANALYSIS/IMPROVE
  --life-stage STAGE     default: UNDER_16 for a child, ADULT for others
  --organisation CODE    the caller's; default: where the role has most rights
  --list                 more than one subject may come back
  --without A,B          what is not in order: ${LACK_NAMES.join(', ')}
  --with A,B             what holds, for the request or of one person: ${CONDITIONS.map((name) => name.toLowerCase().replaceAll('_', '-')).join(', ')}
  --on YYYY-MM-DD        by the version in force on that day (default: today)
  --policy FILE          by this file
  --json
`;

const OPTIONS = {
  as: { type: 'string' },
  purpose: { type: 'string' },
  subject: { type: 'string' },
  'life-stage': { type: 'string' },
  organisation: { type: 'string' },
  list: { type: 'boolean', default: false },
  without: { type: 'string', default: '' },
  with: { type: 'string', default: '' },
  on: { type: 'string' },
  policy: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
}
type Asked = ReturnType<typeof parse>['values'];

async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.as === undefined || values.purpose === undefined || values.subject === undefined) {
    return (surroundings.err(HELP), 2);
  }
  if (positionals.length === 0) return (surroundings.err(HELP), 2);
  const policy = policyFor(values, surroundings);
  const explained = positionals.map((field) => ({ field, ...explainedField(field) }));
  const explanations = explained.map(({ field, offers, category }) => {
    const title = offers === null ? field : `${field} (${category}; the field shows ${offers.join(', ')})`;
    const explanation = explain(policy, values, category);
    const { decision, question } = explanation;
    return { field, title, ...explanation, settled: settledWith(decision, question.purpose, conditions(values)) };
  });
  surroundings.out(values.json ? asJson(policy, explanations) : asText(policy, values, explanations));
  return 0;
}

type Titled = Explanation & { readonly field: string; readonly title: string; readonly settled: FullySettled | null };

function asText(policy: Policy, asked: Asked, explanations: readonly Titled[]): string {
  const { version, hash } = policy;
  const organisation = organisationOf(policy, asked);
  const who = `${asked.as} of ${organisation} for ${asked.purpose} about ${asked.subject}`;
  const tables = explanations.map((each) => explainText(each.title, each, asked.with));
  return `${who}, by version ${version} (${hash.slice(0, 12)})\n\n${tables.join('\n')}`;
}

function asJson({ version, hash }: Policy, explanations: readonly Titled[]): string {
  const fields = explanations.map(({ title: _, ...explained }) => explained);
  return `${JSON.stringify({ policy: { version, hash }, fields }, null, 2)}\n`;
}

function explain(policy: Policy, asked: Asked, category: Question['category']): Explanation {
  const role = oneOf('--as', ROLES, asked.as ?? '');
  const kind = oneOf('--subject', SUBJECT_KINDS, asked.subject ?? '');
  const stage = asked['life-stage'] ?? (kind === 'CHILD_PARTICIPANT' ? 'UNDER_16' : 'ADULT');
  const organisation = organisationOf(policy, asked);
  const facts = orderlyFacts(policy, {
    organisation,
    without: words(asked.without).map((word) => oneOf('--without', LACK_NAMES, word)),
    holding: conditions(asked),
  });
  const recipientClasses = policy.organisations[organisation]?.recipientClasses ?? [];
  return explainDecision(policy, facts, {
    caller: { roles: [role], recipientClasses },
    ...declared(asked.purpose ?? ''),
    subject: { kind, lifeStage: oneOf('--life-stage', LIFE_STAGES, stage) },
    category,
    shape: asked.list ? 'LIST' : 'SINGLE',
  });
}

function conditions(asked: Asked): readonly Condition[] {
  return words(asked.with).map((word) => conditionNamed(word) ?? oneOf('--with', [], word));
}

/** The purpose, and the sub-purpose behind its slash. */
function declared(text: string): Pick<Question, 'purpose' | 'subPurpose'> {
  const [purpose = '', subPurpose = null] = text.split('/', 2);
  return { purpose, subPurpose };
}

function organisationOf(policy: Policy, asked: Asked): string {
  const role = oneOf('--as', ROLES, asked.as ?? '');
  return asked.organisation ?? defaultOrganisation(policy, role) ?? 'PUBLIC';
}

function policyFor({ policy, on }: Asked, { loadConfig }: Surroundings): Policy {
  if (policy !== undefined) return loadPolicy(resolve(policy));
  const day = on === undefined ? new Date() : new Date(`${on}T03:00:00Z`);
  if (Number.isNaN(day.getTime())) throw new NorenError('BAD_INPUT', `--on ${on} is no date like 2028-07-16.`);
  return loadPolicyCalendar(loadConfig().policyFile).policyAt(day);
}

function words(list: string): readonly string[] {
  return list.split(',').filter((word) => word !== '');
}

function oneOf<T extends string>(option: string, known: readonly T[], text: string): T {
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  throw new NorenError(
    'BAD_INPUT',
    `${option} ${text} is not known. ${known.length > 0 ? `Known: ${known.join(', ')}.` : 'See --help.'}`,
  );
}

export const policyExplainCommand: Command = {
  name: 'policy explain',
  usage: '--as ROLE --purpose P --subject KIND FIELD...',
  summary: 'say how a decision comes about, gate by gate; see --help',
  help: HELP,
  run,
};
