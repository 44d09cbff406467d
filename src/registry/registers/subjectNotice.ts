import { tokyoToday } from '../../policy/lifeStage.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { breakGlassRegister } from './breakGlass.js';
import { legalOrderRegister } from './legalOrder.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { choice, day, text, word, type Payload } from './shape.js';
import { subjectFlagRegister } from './subjectFlag.js';
import { welfareCaseRegister } from './welfareCase.js';

export const NOTICE_MATTERS = ['BREAK_GLASS', 'LEGAL_ORDER'] as const;

const members = {
  matter: choice('NoticeMatter', NOTICE_MATTERS),
  /** Key of the emergency or the order. */
  entry: word(),
  /** WITHHELD: the person can't or may not be told, for good; why says that. */
  outcome: choice('NoticeOutcome', ['TOLD', 'WITHHELD']),
  /** How they were told, or why not. */
  how: text(),
  doneOn: day(),
} as const;

export type SubjectNoticePayload = Payload<typeof members>;

/** That persons were told of an emergency or an order about them; the watch asks for it (A4-5, A4-6a). Key: matter/entry. */
export const subjectNoticeRegister = defineRegister({
  name: 'SUBJECT_NOTICE',
  noun: 'SubjectNotice',
  plural: 'subjectNotices',
  description: 'Notices to persons that their data were given in an emergency, or on an order.',
  clauses: ['A4-5', 'A4-6a', 'A4-7b'],
  members,
  recorders: ['PRIVACY_MANAGER', 'CONSULTATION_DESK'],
  purposes: ['GOVERNANCE', 'DATA_SUBJECT_RIGHTS'],
  lasting: true,
  keyOf: ({ matter, entry }) => `${matter}/${entry}`,
  check: async ({ payload, recorder }, look) => {
    const { outcome, doneOn, entry } = payload;
    if (doneOn > tokyoToday(look.now)) badInput(`doneOn "${doneOn}": has not come yet`);
    const about = await personsOf(payload, look);
    if (about === null) return badInput(`entry "${entry}": there is none`);
    if (outcome === 'WITHHELD') {
      if (recorder.role !== 'PRIVACY_MANAGER')
        refuse('NOT_YOUR_NOTICE', 'the privacy manager withholds a notice (A4-7b)');
      return;
    }
    if (!about.mayBeTold || (await isSuppressed(about.persons, look))) {
      refuse('NOTICE_PROHIBITED', 'of this the person may not be told (A4-5, A4-7b)');
    }
  },
});

type Persons = readonly { readonly kind: string; readonly reference: number }[];

async function personsOf({ matter, entry: key }: SubjectNoticePayload, look: Look) {
  if (matter === 'BREAK_GLASS') {
    const [emergency] = await look.latest(breakGlassRegister, { key });
    if (emergency === undefined) return null;
    return { mayBeTold: true, persons: [emergency.payload.subject, ...emergency.payload.guardians] };
  }
  const [order] = await look.latest(legalOrderRegister, { key });
  return order === undefined ? null : { mayBeTold: order.payload.subjectNotice, persons: order.payload.subjects };
}

/** As on the person's page: while a case or a flag keeps a guardian from being told, whatever the case's period. */
async function isSuppressed(persons: Persons, look: Look): Promise<boolean> {
  const cases = (await look.latest(welfareCaseRegister)).filter(
    (each) => !each.ended && each.payload.suppressGuardianNotice,
  );
  const flags = (await look.inForce(subjectFlagRegister)).filter(
    (each) => each.payload.flag === 'GUARDIAN_NOTICE_SUPPRESSED',
  );
  const kept = [
    ...cases.flatMap(({ payload }) => [payload.subject, ...payload.others]),
    ...flags.map(({ payload }) => payload.subject),
  ];
  return persons.some((person) => kept.some((each) => sameSubject(each, person)));
}
