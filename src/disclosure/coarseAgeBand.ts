import type { AgeBand } from './ageBand.js';

/** What an age band becomes where too few share it. */
export const COARSE_AGE_BANDS = ['AGE_0_17', 'AGE_18_39', 'AGE_40_59', 'AGE_60_PLUS'] as const;
export type CoarseAgeBand = (typeof COARSE_AGE_BANDS)[number];

const COARSE: Readonly<Record<AgeBand, CoarseAgeBand>> = {
  AGE_0_5: 'AGE_0_17',
  AGE_6_8: 'AGE_0_17',
  AGE_9_11: 'AGE_0_17',
  AGE_12_14: 'AGE_0_17',
  AGE_15: 'AGE_0_17',
  AGE_16_17: 'AGE_0_17',
  AGE_18_19: 'AGE_18_39',
  AGE_20_29: 'AGE_18_39',
  AGE_30_39: 'AGE_18_39',
  AGE_40_49: 'AGE_40_59',
  AGE_50_59: 'AGE_40_59',
  AGE_60_69: 'AGE_60_PLUS',
  AGE_70_79: 'AGE_60_PLUS',
  AGE_80_PLUS: 'AGE_60_PLUS',
};

/** Null for what is no band. */
export function coarseAgeBand(band: string): CoarseAgeBand | null {
  return COARSE[band as AgeBand] ?? null;
}
