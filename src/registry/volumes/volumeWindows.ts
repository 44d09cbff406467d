import { createHash } from 'node:crypto';

/** Counts slide by buckets: a window holds each bucket that reaches into it, so that it is never shorter than it says. */
export const WINDOWS = {
  MINUTE: { window: 60_000, bucket: 10_000 },
  DAY: { window: 86_400_000, bucket: 3_600_000 },
} as const;
export type VolumeUnit = keyof typeof WINDOWS;

/** The beginning of the bucket of an instant. */
export function bucketOf(unit: VolumeUnit, now: Date): Date {
  const { bucket } = WINDOWS[unit];
  return new Date(Math.floor(now.getTime() / bucket) * bucket);
}

/** The first bucket that still counts at an instant. */
export function windowStart(unit: VolumeUnit, now: Date): Date {
  return bucketOf(unit, new Date(now.getTime() - WINDOWS[unit].window));
}

/** Who is counted: one caller, by a hash of what the token calls them, and all of its organisation together. */
export function countedAs({ organisation, subjectId }: { readonly organisation: string; readonly subjectId: string }) {
  const caller = createHash('sha256').update(`${organisation} ${subjectId}`).digest('hex').slice(0, 32);
  return { CALLER: caller, ORGANISATION: organisation } as const;
}
