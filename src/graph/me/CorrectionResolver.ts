import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { CONTACT, CORRECTABLE, type Corrections } from '../../rights/correction.js';
import { isDeceased } from '../consents/isDeceased.js';
import type { RequestContext } from '../context.js';
import { askerOf } from './askerOf.js';
import { Correction } from './Correction.js';
import { CorrectionInput, correctionsOf } from './CorrectionInput.js';
import { Me } from './Me.js';
import { needsFreshSignIn } from './needsFreshSignIn.js';
import { correctionsOfPerson } from './correctionsOfPerson.js';
import { ownMembership } from './ownMembership.js';
import { DATA_SUBJECTS, RIGHTS } from './ownRights.js';
import { ownSubject, type OwnSubject } from './ownSubject.js';
import { publishedCorrections } from './publishedCorrections.js';

@Resolver(() => Me)
export class CorrectionResolver {
  @Requires(RIGHTS)
  @Mutation(() => [Correction], {
    nullable: true,
    description: 'Counts from the next request on. Contact data take a sign-in of the last minutes (A6-3c, A6-4a).',
  })
  async correctMine(
    @Ctx() context: RequestContext,
    @Public() @Arg('input', () => CorrectionInput) input: CorrectionInput,
    @Public()
    @Arg('about', () => ID, { nullable: true, description: 'A child of the caller; absent: the caller.' })
    about?: string,
    @Public()
    @Arg('membership', () => Boolean, {
      defaultValue: false,
      description: "The co-op's record of the caller, who is a guardian and a member.",
    })
    membership?: boolean,
  ): Promise<Correction[]> {
    const own = await ownSubject(context, about);
    const corrections = correctionsOf(input);
    needsRight(context, own, corrections);
    const touchesContact = CONTACT.some((category) => Object.hasOwn(corrections, category));
    const authenticatedAt = touchesContact ? needsFreshSignIn(context, 'Mutation.correctMine') : null;
    const by = askerOf(context, DATA_SUBJECTS);
    const subject = membership === true ? await ownMembership(context, own.subject) : own.subject;
    const made = await context.environment.rights.correct({ subject, corrections, by, caseKey: null, authenticatedAt });
    return publishedCorrections(context, made, { seenAs: own.subject.kind });
  }

  @Requires(RIGHTS)
  @FieldResolver(() => [Correction], { nullable: true, description: 'Of the own data, latest first.' })
  async corrections(@Ctx() context: RequestContext): Promise<Correction[]> {
    const { subject } = context.caller;
    if (subject === undefined || context.flaggedWith('ERASED', subject.kind).includes(subject.reference)) return [];
    if (await isDeceased(context, subject)) return [];
    return correctionsOfPerson(context, subject);
  }
}

/**
 * Whoever sees an item raw may correct it; the day of birth decides whose word counts, so it takes a document at the desk. A correction is a request of
 * article 34: below 16 a guardian makes it, or the child at the desk.
 */
function needsRight(context: RequestContext, own: OwnSubject, corrections: Corrections): void {
  const { subject, lifeStage, actingAs } = own;
  const isYoung = lifeStage === 'UNDER_16' || lifeStage === 'UNKNOWN';
  if (actingAs === 'SELF' && isYoung) refuse('AT_THE_DESK', 'below 16 a guardian corrects, or the desk helps (A6-4b)');
  for (const category of CORRECTABLE.filter((name) => corrections[name] !== undefined)) {
    if (category === 'BIRTH_DATE')
      refuse('AT_THE_DESK', 'BIRTH_DATE is corrected at the desk, with a document (A6-4b)');
    const { form } = context.ask({ category, shape: 'SINGLE', subject: { kind: subject.kind, lifeStage } });
    if (form !== 'RAW')
      refuse('AT_THE_DESK', `${category} is shown ${form} here, and is corrected at the desk (A6-4b)`);
  }
  if (context.flaggedWith('ERASED', subject.kind).includes(subject.reference))
    refuse('ERASED', 'there is nothing to correct any more (A6-3d)');
}

function refuse(reason: string, message: string): never {
  throw new NorenError('REFUSED', `${reason}: ${message}.`, { reason });
}
