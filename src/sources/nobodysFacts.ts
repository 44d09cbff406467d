import type { RowFacts } from './sourceTable.js';

/** Facts of no caller, for what the gateway looks up of itself: only the day, which whoever asks puts in, counts. */
export const NOBODYS_FACTS: RowFacts = {
  today: '',
  selfKey: null,
  selfGuardian: null,
  ownClasses: [],
  keepPhoneDigits: 2,
  flagged: new Map(),
  holders: new Map(),
  rowClasses: null,
  stages: null,
};
