import type { SubjectReference } from '../../policy/consentRecord.js';
import type { RequestContext } from '../context.js';
import type { Disclosure } from './Disclosure.js';
import { disclosuresOfMine } from './disclosuresOfMine.js';

const PAGE = 200;

/** All pages of `me.disclosures` about these persons, with what that leaves out left out. */
export async function everyDisclosureOf(
  context: RequestContext,
  subjects: readonly SubjectReference[],
): Promise<readonly Disclosure[]> {
  const all: Disclosure[] = [];
  let after: string | null = null;
  do {
    const { disclosures, endCursor } = await disclosuresOfMine(context, subjects, { first: PAGE, after });
    all.push(...disclosures);
    after = endCursor;
  } while (after !== null);
  return all;
}
