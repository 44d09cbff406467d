import { childStandings, type ChildStanding } from '../../sources/club/childStandings.js';
import type { RequestContext } from '../context.js';

/** What the rule of competent consent needs to know of a subject. */
export type ConsentFacts = ChildStanding;

/** One statement for all of the children, and for none. */
export async function childConsentFacts(
  context: RequestContext,
  children: readonly number[],
): Promise<ReadonlyMap<number, ConsentFacts>> {
  return childStandings(context.environment.sources.club.pool, children, context.today);
}
