import type { GovernedRow, PresentContext } from '../../../directives/governedRow.js';
import { createPseudonymiser, type Pseudonymise } from '../../disclosure/pseudonym.js';
import type { RequestContext } from '../context.js';
import { originOf, subjectKindOf } from '../rows/row.js';

/** Raised to give every recipient a new, unlinkable set of pseudonyms. */
const PSEUDONYM_VERSION = 1;

/** How values are given their form for this caller. */
export function presentContext(context: RequestContext): PresentContext {
  const inTheClub = context.recipientClasses.some((name) => name === 'OWN_ORGANISATION' || name === 'DATA_SUBJECT');
  let pseudonymise: Pseudonymise | undefined;
  return {
    keepPhoneDigits: inTheClub ? 4 : 2,
    pseudonym: (domain, row: GovernedRow) => {
      pseudonymise ??= createPseudonymiser({
        master: context.environment.secret,
        recipient: context.recipient,
        purpose: [context.purpose ?? '', ...(context.subPurpose === null ? [] : [context.subPurpose])].join('/'),
        version: PSEUDONYM_VERSION,
      });
      const origin = originOf(row);
      const key = origin['$key'];
      return typeof key === 'number' ? pseudonymise(domain, subjectKindOf(origin), key) : null;
    },
  };
}
