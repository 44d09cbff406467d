import type { ClientBase } from 'pg';
import { NorenError } from '../errors.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import { tokyoToday } from '../policy/lifeStage.js';
import { DATA_CATEGORIES, type DataCategory } from '../policy/vocabulary.js';
import type { Columns } from '../sources/writing/sourceWriter.js';
import { findAdvertisingWord, forgetAdvertisingWords } from './advertisingWords.js';
import { noticeJointUsers } from './changeNotices.js';
import { isHeld } from './isHeld.js';
import { isRaised, raiseFlag } from './raiseFlag.js';
import type { RightsGround } from './rightsGround.js';
import type { Asker } from './asker.js';

/** In the order in which they are done. */
export const CORRECTION_STEPS = ['SOURCE', 'NOTICE'] as const;
export const ADVERTISING_STEPS = ['OPT_IN'] as const;
/** First nobody sees or counts the person any more; then what is kept goes, source by source; last what could bring it back. */
export const ERASURE_STEPS = ['FLAG', 'CONSENTS', 'CLUB', 'COOP', 'BROADCASTER', 'KEY', 'RECORD', 'NOTICE'] as const;
export type Step =
  (typeof CORRECTION_STEPS)[number] | (typeof ADVERTISING_STEPS)[number] | (typeof ERASURE_STEPS)[number];

/** One step of one work, as the outbox has it. */
export interface Job {
  readonly subject: SubjectReference;
  readonly work: 'CORRECTION' | 'ERASURE' | 'ADVERTISING';
  readonly workId: string;
  readonly step: Step;
}

export interface Done {
  /** CONFLICT: the source says something else by now; the work ends, and the desk sees it. */
  readonly state: 'DONE' | 'CONFLICT';
  /** Counts and codes, never a value. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Every step can be done again: a crash may fall between doing it and writing that it is done. */
export async function runStep(ground: RightsGround, client: ClientBase, job: Job): Promise<Done> {
  const { subject, workId } = job;
  switch (job.step) {
    case 'SOURCE':
      return correctSource(ground, client, job);
    case 'OPT_IN':
      return optIn(ground, client, job);
    case 'NOTICE': {
      const work = job.work === 'ERASURE' ? 'ERASURE' : 'CORRECTION';
      const categories = work === 'ERASURE' ? DATA_CATEGORIES : [await categoryOf(client, workId)];
      return done({ organisations: await noticeJointUsers(ground, client, { ...job, work, categories }) });
    }
    case 'FLAG': {
      const raised = await raiseFlag(ground, subject, { flag: 'ERASED', ...(await wishOf(client, workId)) });
      await remember(ground, subject);
      return done({ raised });
    }
    case 'CONSENTS':
      return done({ withdrawn: await ground.consents.withdrawAll(subject, { channel: 'ERASURE' }) });
    case 'CLUB':
    case 'COOP':
    case 'BROADCASTER': {
      await needsNoHold(ground, subject);
      const source = ({ CLUB: 'club', COOP: 'coop', BROADCASTER: 'broadcaster' } as const)[job.step];
      return done(await ground.writer.erase(source, subject, tokyoToday(ground.now())));
    }
    case 'KEY':
      await ground.keys.forget(client, subject);
      await forgetAdvertisingWords(client, subject);
      return done({});
    case 'RECORD':
      return done({ cut: await cutRecord(ground, client, job) });
  }
}

/** Only what is on record: the list erases whoever is on it. Until the list has it the erasure is not told to be done. */
async function remember({ remember: keep }: RightsGround, subject: SubjectReference): Promise<void> {
  await keep?.(subject).catch((cause: unknown) => {
    throw new NorenError(
      'SOURCE_UNAVAILABLE',
      'The list of erasures can not be written.',
      { problem: 'ERASURE_LIST' },
      { cause },
    );
  });
}

/** A hold that came after the wish keeps what the sources still have; the erasure goes on when it ends (A6-5). */
async function needsNoHold(ground: RightsGround, subject: SubjectReference): Promise<void> {
  if (!(await isHeld(ground, subject))) return;
  throw new NorenError('REFUSED', 'A legal hold stands: what is kept stays until it ends.', { problem: 'LEGAL_HOLD' });
}

/** The tie of the person to the record goes; that there was an erasure stays, and tells of nobody. */
async function cutRecord({ audit, now }: RightsGround, client: ClientBase, { subject, workId }: Job): Promise<boolean> {
  const cut = await audit.cutSubject(client, subject);
  await audit.append(client, [{ kind: 'ERASURE', trail: null, instant: now(), facts: { erasure: workId } }]);
  return cut;
}

function done(evidence: Done['evidence']): Done {
  return { state: 'DONE', evidence };
}

async function correctSource(ground: RightsGround, client: ClientBase, { subject, workId }: Job): Promise<Done> {
  const { rows } = await client.query<{ before: Buffer; after: Buffer }>(
    'select before, after from corrections where id = $1',
    [workId],
  );
  const [sealed] = rows;
  const before = sealed && ((await ground.keys.unseal(client, subject, sealed.before)) as Columns | null);
  const after = sealed && ((await ground.keys.unseal(client, subject, sealed.after)) as Columns | null);
  // The person was erased before the correction came through.
  if (!before || !after) return { state: 'CONFLICT', evidence: { forgotten: true } };
  const written = await ground.writer.correct(subject, before, after);
  return { state: written ? 'DONE' : 'CONFLICT', evidence: { columns: Object.keys(after).length } };
}

/** Nothing is written for whoever is erased, nor in their name. */
async function optIn(ground: RightsGround, client: ClientBase, { workId }: Job): Promise<Done> {
  const word = await findAdvertisingWord(client, workId);
  const gone =
    word === null || (await isRaised(ground, word.subject, 'ERASED')) || (await isRaised(ground, word.giver, 'ERASED'));
  if (gone) return { state: 'CONFLICT', evidence: { forgotten: true } };
  return { state: (await ground.writer.optIn(word)) ? 'DONE' : 'CONFLICT', evidence: {} };
}

async function categoryOf(client: ClientBase, workId: string): Promise<DataCategory> {
  const { rows } = await client.query<{ category: DataCategory }>('select category from corrections where id = $1', [
    workId,
  ]);
  return rows[0]?.category ?? 'UNLISTED';
}

async function wishOf(client: ClientBase, workId: string): Promise<{ by: Asker; caseKey: string | null }> {
  const { rows } = await client.query<{ by: Asker; caseKey: string | null }>(
    `select json_build_object('subjectId', asked_by, 'organisation', asked_for, 'role', asked_role) as by, case_key as "caseKey"
       from erasures where id = $1`,
    [workId],
  );
  if (rows[0] === undefined) throw new Error('A step of an erasure that is not on record.');
  return rows[0];
}
