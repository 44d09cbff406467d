/** When a snapshot is due, in Asia/Tokyo. */
export interface RefreshCalendar {
  /** 1 = Monday to 7 = Sunday; null: every day. */
  readonly weekday: number | null;
  /** Minutes since midnight. */
  readonly minute: number;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Japan has had no summer time since 1951. */
const OFFSET = 9 * 60 * MINUTE;

/** The last instant at or before `now` at which a snapshot was due. It is public and depends on nothing but the calendar. */
export function latestDue({ weekday, minute }: RefreshCalendar, now: Date): Date {
  const local = now.getTime() + OFFSET - minute * MINUTE;
  const day = Math.floor(local / DAY);
  // 1970-01-01 was a Thursday.
  const ago = weekday === null ? 0 : (day + 3 - (weekday - 1) + 7) % 7;
  return new Date((day - ago) * DAY + minute * MINUTE - OFFSET);
}
