import type { SubjectDisclosure } from '../../audit/reads/disclosuresOf.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import type { Disclosure, DisclosurePage } from './Disclosure.js';
import { hiddenDisclosures } from './hiddenDisclosures.js';

const MOST = 200;
const BATCH = 100;
const CURSOR_SECONDS = 86_400;
const FINGERPRINT = 'me.disclosures';

interface Found {
  readonly about: SubjectReference;
  readonly disclosure: SubjectDisclosure;
}

/** Who got what of these persons, newest first, without their own looks and without what must be kept from them now. */
export async function disclosuresOfMine(
  context: RequestContext,
  subjects: readonly SubjectReference[],
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
): Promise<DisclosurePage> {
  if (first < 1 || first > MOST) throw new NorenError('BAD_INPUT', `Me.disclosures(first:) takes 1 to ${MOST}.`);
  const now = Math.floor(context.now.getTime() / 1_000);
  const fingerprint = `${FINGERPRINT} ${context.caller.subjectId}`;
  const opened = typeof after === 'string' ? context.cursors.open(after, fingerprint, now) : [];
  if (opened === null)
    throw new NorenError('BAD_CURSOR', 'The cursor does not belong to this question, or is too old.');
  const [index = Number.MAX_SAFE_INTEGER, kind, reference] = opened as readonly [number?, SubjectKind?, number?];
  const isHidden = await hiddenDisclosures(context);
  const found = await Promise.all(
    subjects.map(async (about) => {
      const isLeft = kind !== undefined && reference !== undefined && order(about, { kind, reference }) > 0;
      return visible(context, about, { before: isLeft ? index + 1 : index, wanted: first + 1, isHidden });
    }),
  );
  const all = found.flat().sort((a, b) => b.disclosure.index - a.disclosure.index || order(a.about, b.about));
  const page = all.slice(0, first);
  const last = page.at(-1);
  const more = all.length > first && last !== undefined;
  return {
    disclosures: page.map((each) => published(context, each)),
    endCursor: more ? context.cursors.seal(placeOf(last), fingerprint, now + CURSOR_SECONDS) : null,
  };
}

/** One answer may be about several of a family, and a page may end between them. */
function placeOf({ about: { kind, reference }, disclosure: { index } }: Found): readonly [number, SubjectKind, number] {
  return [index, kind, reference];
}

function order(a: SubjectReference, b: SubjectReference): number {
  return a.kind === b.kind ? a.reference - b.reference : a.kind < b.kind ? 1 : -1;
}

interface Wanted {
  readonly before: number;
  readonly wanted: number;
  readonly isHidden: Awaited<ReturnType<typeof hiddenDisclosures>>;
}

async function visible(
  context: RequestContext,
  about: SubjectReference,
  { before, wanted, isHidden }: Wanted,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = before; found.length < wanted;) {
    const page = { before: at, limit: BATCH, reader: context.caller.subject ?? about };
    const batch = await context.environment.rights.disclosures(about, page);
    for (const disclosure of batch) {
      // Another person of the family is another, though all who look at their own data come as one organisation.
      if (!disclosure.own && !isHidden(about, disclosure)) found.push({ about, disclosure });
    }
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) break;
    at = last.index;
  }
  return found.slice(0, wanted);
}

function published(context: RequestContext, { about, disclosure: { index, entry, left } }: Found): Disclosure {
  const recipient = entry.caller?.organisation ?? '';
  return {
    entry: String(index),
    about: subjectId(context, about),
    at: entry.instant,
    recipient,
    recipientName: context.policy.organisations[recipient]?.name ?? recipient,
    roles: entry.caller?.roles ?? [],
    purpose: entry.purpose,
    items: left.map(({ category, form, coordinates, rule, basis, clauses }) => ({
      category,
      form,
      fields: coordinates,
      rule,
      basis,
      clauses,
    })),
  };
}
