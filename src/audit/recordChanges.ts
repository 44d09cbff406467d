import type { SubjectReference } from '../policy/consentRecord.js';
import type { Receipt, Trail } from '../policy/trail.js';
import type { AuditLog } from './auditLog.js';
import type { AuditTransaction } from './auditTransaction.js';
import { isWord } from './composeEntry.js';

interface RegisterChange {
  readonly register: string;
  readonly key: string;
  readonly isPersonal: boolean;
  readonly version: number;
  readonly step: string;
  readonly recordedAt: Date;
  readonly organisation: string | null;
  readonly subject: SubjectReference | null;
}

interface ConsentChange {
  readonly consent: {
    readonly id: string;
    readonly subject: SubjectReference;
    readonly purpose: string;
    readonly recipient: string;
    readonly categories: readonly string[];
    readonly state: string;
  };
  readonly step: string;
  readonly by: SubjectReference;
  readonly channel: string;
  readonly now: Date;
}

interface Charged {
  readonly releaseId: string;
  readonly step: string;
  readonly account: {
    readonly recipient: string;
    readonly purpose: string;
    readonly period: string;
    readonly sources: readonly string[];
    readonly trail?: object;
  };
  readonly nanoRho: bigint;
  readonly snapshot: string;
  readonly policyVersion: string;
}

interface Reconciled {
  readonly restored: readonly {
    readonly key: Readonly<Record<'scope' | 'recipient' | 'purpose' | 'period' | 'source', string>>;
    readonly ledgerNano: bigint;
    readonly witnessNano: bigint;
  }[];
}

/** Entries of changes, for the ports of registry and ledger: each in the transaction of what it records. */
export function recordChanges(log: AuditLog, now: () => Date) {
  /** A key that a person chose, or that tells who, is hashed. */
  const keyOf = (key: string, isPersonal: boolean): string => (isPersonal || !isWord(key) ? log.personOf(key) : key);
  return {
    changes: {
      register: async (
        transaction: AuditTransaction,
        change: RegisterChange,
        trail: Trail | null,
      ): Promise<Receipt> => {
        const { register, version, step, organisation, subject } = change;
        const facts = { register, key: keyOf(change.key, change.isPersonal), version, step, organisation };
        const about = subject === null ? [] : [subject];
        const draft = { kind: 'REGISTER', trail, instant: change.recordedAt, about, facts } as const;
        return (await log.append(transaction, [draft]))[0] as Receipt;
      },
      consent: async (
        transaction: AuditTransaction,
        changes: readonly ConsentChange[],
        trail: Trail | null,
      ): Promise<readonly Receipt[]> =>
        log.append(
          transaction,
          changes.map(({ consent, step, by, channel, now: instant }) => {
            const { id, purpose, recipient, categories, state } = consent;
            const facts = { consent: id, step, state, purpose, recipient, categories, channel };
            return { kind: 'CONSENT', trail, instant, about: [consent.subject, by], facts } as const;
          }),
        ),
    },
    charge: async (transaction: AuditTransaction, charged: Charged): Promise<() => void> => {
      const { recipient, purpose, period, sources, trail } = charged.account;
      const { releaseId, step, snapshot, policyVersion } = charged;
      const nanoRho = String(charged.nanoRho);
      const facts = { releaseId, step, nanoRho, recipient, purpose, period, sources, snapshot, policyVersion };
      const of = (trail as Trail | undefined) ?? null;
      const [receipt] = await log.append(transaction, [
        { kind: 'STATISTIC', trail: of, instant: of?.now ?? now(), facts },
      ]);
      return () => (receipt === undefined ? undefined : of?.onRecorded(receipt));
    },
    /** What accounts were brought up by after a restore; `accounts` is empty where they were only opened again. */
    reconciled: async (transaction: AuditTransaction, { restored }: Reconciled): Promise<void> => {
      const accounts = restored.map(({ key, ledgerNano, witnessNano }) => {
        const { scope, recipient, purpose, period, source } = key;
        return `${[scope, recipient, purpose, period, source].join('/')}=${witnessNano - ledgerNano}`;
      });
      const facts = { step: 'RECONCILE', accounts };
      await log.append(transaction, [{ kind: 'STATISTIC', trail: null, instant: now(), facts }]);
    },
  };
}
