import { disclosuresOf, type SubjectDisclosure, type SubjectPage } from '../audit/reads/disclosuresOf.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import { askForAdvertising, type AdvertisingWish } from './advertise.js';
import { readAdvertisingWords, type AdvertisingWord } from './advertisingWords.js';
import { acknowledgeNotice, type Acknowledging } from './acknowledgeNotice.js';
import { noticesOf, openNotices, type ChangeNotice } from './changeNotices.js';
import { askForCorrection, type CorrectionWish } from './correct.js';
import { cutErased } from './cutErased.js';
import { deliver, waiting } from './deliver.js';
import { askForErasure, releaseHeld, type ErasureWish } from './erase.js';
import { isHeld } from './isHeld.js';
import { raiseFlag, type Raising } from './raiseFlag.js';
import { readCorrections, type Correction } from './readCorrections.js';
import { readErasure, type Erasure } from './readErasures.js';
import { recordExport, type ExportRecord } from './recordExport.js';
import { replayErasures } from './replayErasures.js';
import type { RightsGround } from './rightsGround.js';

/** What this room does for those above it. */
export interface SubjectRights {
  /** Written down, and done at once where the source can be reached. @returns the corrections with their state */
  correct(wish: CorrectionWish): Promise<readonly Correction[]>;
  corrections(subject: SubjectReference): Promise<readonly Correction[]>;
  /** Written down, and said to the club at once where it can be reached. */
  advertise(wish: AdvertisingWish): Promise<void>;
  advertisingWords(subjects: readonly SubjectReference[]): Promise<readonly AdvertisingWord[]>;
  /** From the next request on nobody sees the person; the rest is done at once where it can be. Again: the same erasure. */
  erase(subject: SubjectReference, wish: ErasureWish): Promise<Erasure>;
  erasure(subject: SubjectReference): Promise<Erasure | null>;
  /** Something keeps what is kept of the person from being erased now. */
  isHeld(subject: SubjectReference): Promise<boolean>;
  /** Stops use or provision from the next request on. @returns whether it is new */
  stop(subject: SubjectReference, raising: Raising): Promise<boolean>;
  /** Who got what of the person, newest first; nothing from before an erasure. */
  disclosures(subject: SubjectReference, page: SubjectPage): Promise<readonly SubjectDisclosure[]>;
  recordExport(record: ExportRecord): Promise<void>;
  openNotices(organisation: string): Promise<readonly ChangeNotice[]>;
  noticesOf(workIds: readonly string[]): Promise<readonly ChangeNotice[]>;
  acknowledge(acknowledging: Acknowledging): Promise<ChangeNotice>;
  /** Does whatever is left to do, also erasures whose legal hold has ended, and cuts what ties of the erased to the record came up since. */
  deliver(): Promise<void>;
  /** Erases in the sources once more whoever is erased: after a source was restored from a backup. @returns rows by table */
  replayErasures(): Promise<Readonly<Record<string, number>>>;
}

export function createSubjectRights(ground: RightsGround): SubjectRights {
  const { pool } = ground;
  return {
    correct: async (wish) => {
      const ids = await askForCorrection(ground, wish);
      await deliver(ground, wish.subject);
      const all = await readCorrections(ground, wish.subject);
      return all.filter(({ id }) => ids.includes(id));
    },
    corrections: async (subject) => readCorrections(ground, subject),
    advertise: async (wish) => {
      await askForAdvertising(ground, wish);
      await deliver(ground, wish.subject);
    },
    advertisingWords: async (subjects) => readAdvertisingWords(pool, subjects),
    erase: async (subject, wish) => {
      await askForErasure(ground, subject, wish);
      await deliver(ground, subject);
      const erasure = await readErasure(ground, subject);
      if (erasure === null) throw new Error('An erasure vanished.');
      return erasure;
    },
    erasure: async (subject) => readErasure(ground, subject),
    isHeld: async (subject) => isHeld(ground, subject),
    stop: async (subject, raising) => raiseFlag(ground, subject, raising),
    disclosures: async (subject, page) => disclosuresOf(pool, subject, page),
    recordExport: async (record) => recordExport(ground, record),
    openNotices: async (organisation) => openNotices(pool, organisation),
    noticesOf: async (workIds) => noticesOf(pool, workIds),
    acknowledge: async (acknowledging) => acknowledgeNotice(ground, acknowledging),
    deliver: async () => {
      await releaseHeld(ground);
      for (const subject of await waiting(ground)) await deliver(ground, subject);
      await cutErased(ground);
    },
    replayErasures: async () => replayErasures(ground),
  };
}
