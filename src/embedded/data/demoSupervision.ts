import { daysAfter } from '../../policy/lifeStage.js';
import type { Policy } from '../../policy/policy.js';
import type { manualControlRegister } from '../../registry/registers/manualControl.js';
import { THREATS, VIEWPOINTS, type riskCellRegister } from '../../registry/registers/riskCell.js';
import type { Said } from '../../registry/registers/shape.js';

type Control = Said<(typeof manualControlRegister)['members']>;
type Cell = Said<(typeof riskCellRegister)['members']>;

const RULE_BOOK = 'rule-book';

/** One control a clause that people keep, each done within the last month, and one for the rule book. */
export function demoControls({ clauses }: Policy, today: string): readonly Control[] {
  const lastDoneOn = daysAfter(today, -20);
  const kept = Object.values(clauses).filter(({ keptBy }) => keptBy === 'MANUAL');
  return kept.map(({ id, how, owner }) => ({
    id: id === 'A7-o' ? RULE_BOOK : `control-${id.replaceAll(/[()]/g, '-')}`,
    what: how,
    clauses: [id],
    owner: owner ?? '',
    lastDoneOn,
    everyDays: 366,
    evidence: 'binder of the privacy office',
  }));
}

/** What the gateway does against each threat, from each viewpoint; the rest is the rule book's. */
const MEASURES: Readonly<Record<(typeof THREATS)[number], Readonly<Record<(typeof VIEWPOINTS)[number], string>>>> = {
  UNAUTHORISED_ACCESS: {
    ORGANISATIONAL: 'role matrix; nobody approves their own request',
    HUMAN: 'gate G3: current training, acknowledged rules, department manager',
    PHYSICAL: 'raw values only on managed devices',
    TECHNICAL: 'deny by default per field; second factor for raw values',
  },
  LOSS: {
    ORGANISATIONAL: 'restore drill every quarter',
    HUMAN: 'two people know the restore procedure',
    PHYSICAL: 'copies in a second building',
    TECHNICAL: 'daily copies of the governance database',
  },
  DESTRUCTION: {
    ORGANISATIONAL: 'erasure only with a case or a retention clock',
    HUMAN: 'no standing right to delete',
    PHYSICAL: 'copies in a second building',
    TECHNICAL: 'registers and records only grow; triggers refuse deletion',
  },
  TAMPERING: {
    ORGANISATIONAL: 'the auditor keeps checkpoints of the record',
    HUMAN: 'each step is recorded with who made it',
    PHYSICAL: 'the signing key is kept apart from the database',
    TECHNICAL: 'hash tree over the record, signed checkpoints',
  },
  LEAK: {
    ORGANISATIONAL: 'incident procedure with the deadlines of the law',
    HUMAN: 'confidentiality pledge; attestation by recipients',
    PHYSICAL: 'shredding of paper copies',
    TECHNICAL: 'volume limits, suspension of recipients, errors without data',
  },
};

/** All twenty cells. */
export function demoRiskCells(today: string): readonly Cell[] {
  return THREATS.flatMap((threat) =>
    VIEWPOINTS.map((viewpoint) => ({
      threat,
      viewpoint,
      risk: 'MEDIUM' as const,
      measures: [MEASURES[threat][viewpoint]],
      manualControls: viewpoint === 'ORGANISATIONAL' ? [RULE_BOOK] : [],
      reviewedOn: daysAfter(today, -20),
    })),
  );
}
