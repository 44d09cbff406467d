import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import { rightsCaseRegister } from '../../registry/registers/rightsCase.js';
import { isUntold } from '../../registry/registers/tellAnswer.js';
import type { Watch } from './watch.js';

/** DESIGN VALUE: the law says "without delay" (APPI 33(3), 34(3), 35(7)). */
const DAYS_TO_TELL = 3;

/** Who asked at the desk, by telephone or by post is told the answer. The key alone says which. */
export const answersAreTold: Watch = ({ latest, today }) =>
  latest(rightsCaseRegister).flatMap(({ key, payload }) => {
    const answeredOn = payload.outcome ? tokyoToday(new Date(payload.outcome.answeredAt)) : null;
    if (answeredOn === null || !isUntold(payload) || daysAfter(answeredOn, DAYS_TO_TELL) >= today) return [];
    const what = `A request (${payload.right}) was answered on ${answeredOn}, and it is not on record that the requester was told.`;
    return [{ code: 'ANSWER_NOT_TOLD', clauses: ['A6-5'], key, what, since: answeredOn, degrades: false }];
  });
