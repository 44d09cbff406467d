import { tokyoToday } from '../../policy/lifeStage.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, day, flag, text } from './shape.js';

const members = {
  store: choice('DrilledStore', ['GOVERNANCE', 'CLUB', 'COOP', 'BROADCASTER']),
  kind: choice('DrillKind', ['BACKUP', 'RESTORE']),
  doneOn: day(),
  /** Of the copy that was made or restored. */
  copyOf: day(),
  /** The erasure list was replayed on what was restored. */
  erasuresReplayed: flag(),
  passed: flag(),
  evidence: text(500),
} as const;

/** Backups that were checked, and restore drills. A restore that left erased persons in place has not passed. */
export const recoveryDrillRegister = defineRegister({
  name: 'RECOVERY_DRILL',
  noun: 'RecoveryDrill',
  plural: 'recoveryDrills',
  description: 'Backups and restore drills of the stores, with evidence.',
  clauses: ['A7-1b', 'A7-1c'],
  members,
  recorders: ['PRIVACY_MANAGER', 'SECURITY_OFFICER'],
  purposes: ['GOVERNANCE', 'SERVICE_PROTECTION'],
  keyOf: ({ store, kind, doneOn }) => `${store}/${kind}/${doneOn}`,
  check: ({ payload }, look) => {
    if (payload.doneOn > tokyoToday(look.now)) badInput(`doneOn "${payload.doneOn}": has not come yet`);
    if (payload.copyOf > payload.doneOn) badInput(`copyOf "${payload.copyOf}": is after the drill`);
    if (payload.kind === 'RESTORE' && payload.passed && !payload.erasuresReplayed) {
      badInput('passed true: a restore passes when the erasure list was replayed on it (A7-1b, APPI 22)');
    }
  },
});
