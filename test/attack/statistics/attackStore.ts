import { buyStatistic, type StatisticPorts } from '../../../src/statistics/buyStatistic.js';
import type { FactStore } from '../../../src/statistics/factStore.js';
import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import type { Acquired, ReleaseLedger, ReleasePurchase } from '../../../src/statistics/releaseLedger.js';
import type { AskedQuestion } from '../../../src/statistics/question.js';
import type { StatisticRelease } from '../../../src/statistics/statisticRelease.js';
import { canonical } from '../../statistics/asking.js';
import { clubModel } from '../../statistics/clubModel.js';
import { settings } from '../../statistics/settings.js';
import type { AttackedFamily } from './attacks.js';

const SNAPSHOT = { id: '2026-11-22.1', takenOn: '2026-11-22', boundsHash: clubModel.boundsHash };

/** Families counted in memory; the real store is held to the same by its own tests. */
function storeOf(families: readonly AttackedFamily[]): FactStore {
  return {
    currentSnapshot: async () => SNAPSHOT,
    classes: async () => [],
    sums: async ({ groupBy, keep }) => {
      const cells = new Map<string, { by: Readonly<Record<string, string>>; sums: { FAMILIES: bigint } }>();
      for (const family of families) {
        const of = (name: string): string => (family as unknown as Readonly<Record<string, string>>)[name] ?? '';
        if (Object.entries(keep).some(([name, values]) => !values.includes(of(name)))) continue;
        const by = Object.fromEntries(groupBy.map((name) => [name, of(name)]));
        const cell = cells.get(JSON.stringify(by)) ?? { by, sums: { FAMILIES: 0n } };
        cell.sums.FAMILIES += 1n;
        cells.set(JSON.stringify(by), cell);
      }
      return [...cells.values()];
    },
  };
}

/** One account with a cap, and stored releases by their text. */
function ledgerOf(capNano: bigint): ReleaseLedger & { spentNano: bigint } {
  const stored = new Map<string, { id: string; issuedAt: string; body: string }>();
  const texts = new Map<string, string>();
  const refused = { refused: 'DP_BUDGET_EXHAUSTED', account: 'RECIPIENT', source: 'club', period: '2026-Q4' } as const;
  return {
    spentNano: 0n,
    async acquire({ text, nanoRho }: ReleasePurchase): Promise<Acquired> {
      const known = stored.get(text);
      if (known !== undefined) return { kind: 'STORED', stored: known, chargedNano: 0n };
      const remainingNano = capNano - this.spentNano;
      if (remainingNano < nanoRho)
        return { kind: 'REFUSED', refusal: { ...refused, priceNano: nanoRho, remainingNano } };
      this.spentNano += nanoRho;
      const releaseId = `release ${texts.size}`;
      texts.set(releaseId, text);
      return { kind: 'RESERVED', releaseId, chargedNano: nanoRho };
    },
    async complete(id, body) {
      const release = { id, body, issuedAt: '2026-11-22T03:00:00Z' };
      stored.set(texts.get(id) ?? '', release);
      return release;
    },
    find: async () => null,
    standing: async () => ({
      alreadyReleased: false,
      isStored: false,
      recipientRemainingNano: 0n,
      globalRemainingNano: 0n,
    }),
  };
}

/** An attacker with a recipient's budget for one quarter. */
export function attackerOn(families: readonly AttackedFamily[], noise: NoisePool) {
  const ledger = ledgerOf(settings.recipientCapNano);
  const ports: StatisticPorts = { ledger, store: storeOf(families), noise, departures: () => async () => undefined };
  return {
    spentNano: () => ledger.spentNano,
    /** null: the budget is spent. */
    async buy(asked: Partial<AskedQuestion>): Promise<StatisticRelease | null> {
      const answer = await buyStatistic(
        {
          question: canonical(asked),
          model: clubModel,
          snapshot: SNAPSHOT,
          settings,
          policy: { version: '1', hash: 'abc' },
          account: {
            recipient: 'PARTNER_BOOKS',
            purpose: 'ANONYMISED_DISCLOSURE',
            period: '2026-Q4',
            sources: ['club'],
          },
        },
        ports,
      );
      return answer.kind === 'RELEASE' ? answer.release : null;
    },
  };
}
