import type { AuditDecision, AuditFacts, AuditKind, Paper } from '../../audit/auditEntry.js';
import type { DisclosedGroup, EntryDraft } from '../../audit/entryDraft.js';
import { legalGround } from '../../policy/legalGround.js';
import type { Policy } from '../../policy/policy.js';
import type { Trail } from '../../policy/trail.js';
import type { GovernanceRefusal } from '../governance/governanceRefusal.js';
import type { Said } from '../plan/explain.js';

/** A field with @requires that was asked for. */
export interface AskedRequirement {
  readonly coordinate: string;
  /** null: it was met. */
  readonly refused: GovernanceRefusal | null;
}

export interface Answer {
  readonly policy: Policy;
  readonly trail: Trail;
  readonly operation: string | null;
  /** Whether rows about people were asked for, whatever came of it. */
  readonly aboutPeople: boolean;
  readonly said: readonly Said[];
  readonly required: readonly AskedRequirement[];
  readonly disclosed: readonly DisclosedGroup[];
  readonly papers: readonly Paper[];
  /** Entries of this request that its changes wrote themselves. */
  readonly changes: number;
  /** Of a preview: who was played. It is always recorded. */
  readonly preview: AuditFacts | null;
  /** Gates that a break-glass alone let the caller pass: for review (A4-6a). */
  readonly waived: readonly string[];
}

/**
 * What the log says of an answer; null where there is nothing to say: nothing but public things was asked for, or all that happened is a
 * change that wrote its own entry.
 */
export function answerDraft(answer: Answer): EntryDraft | null {
  const { policy, trail, operation, aboutPeople, said, required, disclosed, papers, changes, preview, waived } = answer;
  // Never whether rows came back: that an answer has a receipt must not tell it.
  const isPersonal = aboutPeople || said.length > 0 || disclosed.length > 0;
  if (!isPersonal && required.length === 0 && preview === null) return null;
  const decisions = [...decisionsOf(policy, said), ...requirementsOf(required)];
  const refused = decisions.some(({ form }) => form === 'DENIED');
  if (changes > 0 && !isPersonal && !refused) return null;
  const words = preview ?? (waived.length === 0 ? null : { waived });
  const facts = words === null ? {} : { facts: words };
  return { kind: kindOf(answer), trail, operation, decisions, disclosed, papers, ...facts };
}

function kindOf({ preview, disclosed, said, required }: Answer): AuditKind {
  if (preview !== null) return 'PREVIEW';
  if (disclosed.length > 0) return 'DISCLOSURE';
  if (said.some(({ form }) => form === 'AGGREGATED')) return 'STATISTIC';
  return required.some(({ refused }) => refused === null) ? 'GOVERNANCE' : 'REFUSAL';
}

/** One decision for all coordinates of which the same was decided. Never a path: its names come from the caller. */
function decisionsOf(policy: Policy, said: readonly Said[]): readonly AuditDecision[] {
  const groups = new Map<string, { readonly one: Said; readonly coordinates: Set<string> }>();
  for (const one of said) {
    const { path: _, coordinate, needs: __, ...same } = one;
    const key = JSON.stringify(same);
    const group = groups.get(key) ?? { one, coordinates: new Set<string>() };
    groups.set(key, group);
    group.coordinates.add(coordinate);
  }
  return [...groups.values()].map(({ one, coordinates }) => ({
    coordinates: [...coordinates].sort(),
    category: one.category,
    subject: one.subject,
    form: one.form,
    otherwise: one.otherwise,
    condition: one.condition,
    reason: one.reason,
    gate: one.gate,
    rule: one.rule,
    ...legalGround(policy, one.rule),
    clauses: one.clauses,
  }));
}

/** One decision for all coordinates that were met, or refused for the same reason. */
function requirementsOf(required: readonly AskedRequirement[]): readonly AuditDecision[] {
  const groups = Map.groupBy(required, ({ refused }) => refused?.reason ?? 'PERMITTED');
  return [...groups].map(([reason, asked]) => {
    const { gate, clauses } = asked[0]?.refused ?? { gate: null, clauses: [] };
    const form = reason === 'PERMITTED' ? ('RAW' as const) : ('DENIED' as const);
    const none = { category: null, subject: null, condition: [], basis: null, article: null } as const;
    const same = { ...none, rule: 'REQUIRES', otherwise: form };
    const coordinates = [...new Set(asked.map(({ coordinate }) => coordinate))].sort();
    return { ...same, coordinates, form, reason, gate, clauses };
  });
}
