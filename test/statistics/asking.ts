import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { canonicalQuestion, type AskedQuestion, type CanonicalQuestion } from '../../src/statistics/question.js';
import { releaseText } from '../../src/statistics/releaseKey.js';
import { clubModel } from './clubModel.js';
import { settings } from './settings.js';

const SNAPSHOT = { id: '2026-11-22.1', takenOn: '2026-11-22', boundsHash: clubModel.boundsHash };

/** A question about families, unless another topic is named. */
export function canonical(asked: Partial<AskedQuestion>, maxCells = settings.maxCells): CanonicalQuestion {
  return canonicalQuestion({ topic: 'FAMILIES', groupBy: [], ...asked }, { model: clubModel, maxCells });
}

export interface Changes {
  readonly settings?: typeof settings;
  readonly snapshot?: Partial<typeof SNAPSHOT>;
  readonly policy?: { readonly version: string; readonly hash: string };
}

export function textOf(asked: Partial<AskedQuestion>, changes: Changes = {}): string {
  const question = canonical(asked);
  const own = changes.settings ?? settings;
  const basis = { question, model: clubModel, settings: own, mechanisms: mechanismsOf(question, clubModel, own) };
  return releaseText(basis, { ...SNAPSHOT, ...changes.snapshot }, changes.policy ?? { version: '1', hash: 'abc' });
}
