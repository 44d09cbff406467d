import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import { breakGlassRegister } from '../../registry/registers/breakGlass.js';
import { legalOrderRegister } from '../../registry/registers/legalOrder.js';
import { NOTICE_MATTERS, subjectNoticeRegister } from '../../registry/registers/subjectNotice.js';
import type { Watch } from './watch.js';

/** As long as the answer to a request may take (APPI 39). */
const DAYS_TO_TELL = 14;

const CLAUSE = { BREAK_GLASS: 'A4-6a', LEGAL_ORDER: 'A4-5' } as const;

/** Whose data were given in an emergency, or on an order that does not prohibit it, is told, or somebody has decided why not. */
export const subjectsAreTold: Watch = ({ latest, today }) => {
  const told = new Set(latest(subjectNoticeRegister).map(({ key }) => key));
  const given = {
    BREAK_GLASS: latest(breakGlassRegister).map(({ key, validFrom }) => ({ key, on: tokyoToday(validFrom) })),
    LEGAL_ORDER: latest(legalOrderRegister).flatMap(({ key, payload: { approval, subjectNotice } }) =>
      approval === null || !subjectNotice ? [] : [{ key, on: tokyoToday(new Date(approval.at)) }],
    ),
  };
  return NOTICE_MATTERS.flatMap((matter) =>
    given[matter]
      .map(({ key, on }) => ({ key: `${matter}/${key}`, due: daysAfter(on, DAYS_TO_TELL) }))
      .filter(({ key, due }) => due < today && !told.has(key))
      .map(({ key, due }) => {
        const what = `The person was to be told by ${due}, and no notice is on record.`;
        return { code: 'SUBJECT_NOT_TOLD', clauses: [CLAUSE[matter]], key, what, since: due, degrades: false };
      }),
  );
};
