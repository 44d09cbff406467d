import type { SubjectReference } from '../../policy/consentRecord.js';
import { sameSubject } from '../../policy/sameSubject.js';
import type { AdvertisingWord as Said } from '../../rights/advertisingWords.js';
import { readOptIn } from '../../sources/club/readOptIn.js';
import { keepsOptIns } from '../../sources/writing/optInStatement.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import type { Advertising } from './Advertising.js';
import { advertisingMeaning } from './advertisingMeaning.js';

/** Of those of these persons whom the Club keeps a word on advertising of. */
export async function advertisingOf(
  context: RequestContext,
  subjects: readonly SubjectReference[],
): Promise<Advertising[]> {
  const about = subjects.filter(keepsOptIns);
  const words = await context.environment.rights.advertisingWords(about);
  return Promise.all(
    about.map(async (subject) => {
      const isAbout = ({ subject: of }: Said) => sameSubject(of, subject);
      return published(context, subject, words.filter(isAbout));
    }),
  );
}

async function published(
  context: RequestContext,
  subject: SubjectReference,
  words: readonly Said[],
): Promise<Advertising> {
  const allowed = await readOptIn(context.environment.sources.club.pool, subject, context.today);
  const saidYes = words[0]?.state === 'OPTED_IN';
  return {
    about: subjectId(context, subject),
    allowed,
    meaning: advertisingMeaning({ allowed, saidYes }, context.language),
    words: words.map(({ state, giver, progress, problem, recordedAt }) => ({
      on: state === 'OPTED_IN',
      givenAs: giver.kind === subject.kind ? 'SELF' : 'GUARDIAN',
      state: progress,
      problem,
      recordedAt: recordedAt.toISOString(),
    })),
  };
}
