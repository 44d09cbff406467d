import { Arg, Ctx, ID, Mutation, Resolver, type ClassType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { auditFindingRegister, type OUTCOME_KINDS } from '../../registry/registers/auditFinding.js';
import { concludeFinding, FINDING_CONCLUDERS } from '../../registry/registers/concludeFinding.js';
import { CORRECTORS, correctAction, VERIFIERS, verifyCorrection } from '../../registry/registers/correctionSteps.js';
import { correctiveActionRegister } from '../../registry/registers/correctiveAction.js';
import type { RequestContext } from '../context.js';
import { publishedEntry } from './publishedEntry.js';
import { recorderOf } from './recorderOf.js';

interface AuditStepTypes {
  readonly finding: ClassType;
  readonly action: ClassType;
  readonly outcomeKind: object;
}

/** The steps by which a finding comes to its end. */
export function auditStepsResolver({ finding, action, outcomeKind }: AuditStepTypes): ClassType {
  @Resolver()
  class AuditStepsResolver {
    @Requires({ roles: FINDING_CONCLUDERS, purposes: ['GOVERNANCE'] })
    @Mutation(() => finding, {
      nullable: true,
      description: 'Says what a finding led to: a change that is in force, or none, with the reason (A9-2).',
    })
    async concludeAuditFinding(
      @Ctx() context: RequestContext,
      @Public() @Arg('key', () => ID) key: string,
      @Public() @Arg('kind', () => outcomeKind) kind: (typeof OUTCOME_KINDS)[number],
      @Public() @Arg('why', () => String) why: string,
      @Public() @Arg('version', () => String, { nullable: true }) version?: string | null,
    ): Promise<object> {
      const recorder = recorderOf(context, FINDING_CONCLUDERS);
      const said = { key, recorder, kind, why, version: version ?? null };
      const concluded = await concludeFinding(context.environment.registers, said);
      return publishedEntry(context, auditFindingRegister, concluded);
    }

    @Requires({ roles: CORRECTORS, purposes: ['GOVERNANCE'] })
    @Mutation(() => action, { nullable: true, description: 'OPEN to CORRECTED, with evidence (A9-3).' })
    async correctAction(
      @Ctx() context: RequestContext,
      @Public() @Arg('key', () => ID) key: string,
      @Public() @Arg('evidence', () => String) evidence: string,
    ): Promise<object> {
      const step = { key, evidence, recorder: recorderOf(context, CORRECTORS) };
      return publishedEntry(
        context,
        correctiveActionRegister,
        await correctAction(context.environment.registers, step),
      );
    }

    @Requires({ roles: VERIFIERS, purposes: ['INTERNAL_AUDIT'] })
    @Mutation(() => action, { nullable: true, description: 'CORRECTED to VERIFIED, by another, with evidence (A9-3).' })
    async verifyCorrection(
      @Ctx() context: RequestContext,
      @Public() @Arg('key', () => ID) key: string,
      @Public() @Arg('evidence', () => String) evidence: string,
    ): Promise<object> {
      const step = { key, evidence, recorder: recorderOf(context, VERIFIERS) };
      return publishedEntry(
        context,
        correctiveActionRegister,
        await verifyCorrection(context.environment.registers, step),
      );
    }
  }
  return AuditStepsResolver;
}
