import { randomUUID } from 'node:crypto';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { Receipt } from '../policy/trail.js';
import type { OptInWord } from '../sources/writing/optInStatement.js';
import type { Asker } from './asker.js';
import { plan } from './deliver.js';
import { recordRight, tellOf } from './recordRight.js';
import type { RightsGround } from './rightsGround.js';
import { ADVERTISING_STEPS } from './steps.js';
import { withSubject } from './subjectLock.js';

export interface AdvertisingWish extends Pick<OptInWord, 'giver' | 'state'> {
  readonly subject: SubjectReference;
  readonly by: Asker;
}

/** Writes a word on advertising down, with its way to the club. What was said before stays in the history. @throws NorenError AUDIT_UNAVAILABLE */
export async function askForAdvertising(
  ground: RightsGround,
  { subject, giver, state, by }: AdvertisingWish,
): Promise<void> {
  const at = ground.now();
  const workId = randomUUID();
  const receipts = await withSubject(ground.pool, subject, async (client): Promise<readonly Receipt[]> => {
    await client.query('insert into advertising_words values ($1, $2, $3, $4, $5, $6, $7)', [
      workId,
      subject.kind,
      subject.reference,
      giver.kind,
      giver.reference,
      state,
      at,
    ]);
    await plan(client, { subject, work: 'ADVERTISING', workId }, ADVERTISING_STEPS, at);
    const facts = { word: state, given: giver.kind === subject.kind ? 'SELF' : 'GUARDIAN' };
    return recordRight(ground, client, { what: 'ADVERTISING', subject, by, workId, at, facts });
  });
  tellOf(receipts, by);
}
