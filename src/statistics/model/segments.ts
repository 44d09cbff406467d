import type { DimensionValue } from './statisticModel.js';

/** Families that bought nothing, or have no member of the co-op. */
const NO_PURCHASE: DimensionValue = { code: 'NONE', name: '購買なし' };

export interface PurchaseSegment extends DimensionValue {
  /** Lower bound in yen of the spending in the 12 full months before the snapshot. */
  readonly from: number;
}

/** Classes by rising lower bounds: "5000-9999", the last "40000+". */
export function purchaseSegments(bounds: readonly number[]): readonly PurchaseSegment[] {
  return bounds.map((from, index) => {
    const next = bounds[index + 1];
    const code = next === undefined ? `${from}+` : `${from}-${next - 1}`;
    return { code, from, name: next === undefined ? `年間 ${from}円以上` : `年間 ${from}〜${next - 1}円` };
  });
}

export function segmentDomain(bounds: readonly number[]): readonly DimensionValue[] {
  return [NO_PURCHASE, ...purchaseSegments(bounds).map(({ code, name }) => ({ code, name }))];
}
