import { Args, Ctx, FieldResolver, ObjectType, Query, Resolver, Field } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import type { Policy } from '../../policy/policy.js';
import { coverage } from '../../policy/tools/coverage.js';
import { lintPolicies } from '../../policy/tools/lintPolicies.js';
import { readCitations } from '../../policy/tools/readCitations.js';
import type { RequestContext } from '../context.js';
import { diffOf } from './diffOf.js';
import { explainFor } from './explainFor.js';
import { DiffArguments, PolicyDiff } from './PolicyDiff.js';
import { ExplainArguments, PolicyExplanation } from './PolicyExplanation.js';
import { policyMeant } from './policyMeant.js';
import { PolicyCoverage, PolicyFinding, PolicyVersion } from './PolicyVersion.js';

@Public()
@ObjectType({ description: 'The policy in force, for those who answer for it.' })
export class PolicyInForce extends PolicyVersion {
  @Field(() => [PolicyVersion], { description: 'All that are loaded, earliest first.' })
  versions!: readonly PolicyVersion[];
}

@Resolver(() => PolicyInForce)
export class PolicyResolver {
  @Requires({ roles: ['PRIVACY_MANAGER', 'INTERNAL_AUDITOR'], purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'] })
  @Query(() => PolicyInForce, { nullable: true, description: 'By the clock of this request.' })
  policy(@Ctx() context: RequestContext): PolicyInForce {
    const versions = context.environment.policies.versions.map(({ policy }) => published(policy));
    return { ...published(context.policy), versions };
  }

  @Public()
  @FieldResolver(() => [PolicyFinding], {
    description: 'What it and the other loaded versions lack, leave open or never use.',
  })
  lint(@Ctx() { environment }: RequestContext): PolicyFinding[] {
    const files = environment.policies.versions.map(({ file }) => file);
    return lintPolicies(files).map(({ subject, ...finding }) => ({ ...finding, about: subject }));
  }

  @Public()
  @FieldResolver(() => [PolicyExplanation], {
    description:
      'How it decides, gate by gate, by registers that are in order but for what is named: none of the real ones is read.',
  })
  explain(
    @Ctx() context: RequestContext,
    @Args(() => ExplainArguments) { question }: ExplainArguments,
  ): PolicyExplanation[] {
    return explainFor(policyMeant(context, question), question);
  }

  @Public()
  @FieldResolver(() => PolicyDiff, {
    description: 'Every question that there is, asked of two loaded versions. Takes seconds; other requests go on.',
  })
  async diff(
    @Ctx() { environment }: RequestContext,
    @Args(() => DiffArguments) { from, to }: DiffArguments,
  ): Promise<PolicyDiff> {
    return diffOf(environment.policies, from, to);
  }

  @Public()
  @FieldResolver(() => PolicyCoverage, { description: 'Clause, rule or control, and test.' })
  coverage(@Ctx() { policy }: RequestContext): PolicyCoverage {
    const { clauses, ...found } = coverage(policy, readCitations());
    return {
      ...found,
      clauses: clauses.map((clause) => ({ ...clause, summary: policy.clauses[clause.id]?.summary ?? '' })),
    };
  }
}

function published({ version, hash, textHash, effectiveFrom, effectiveTo, provisional }: Policy): PolicyVersion {
  return { version, hash, textHash, effectiveFrom, effectiveTo, provisional };
}
