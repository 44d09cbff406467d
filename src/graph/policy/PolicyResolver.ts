import { Args, Ctx, FieldResolver, ObjectType, Query, Resolver, Field } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import type { Policy } from '../../policy/policy.js';
import { coverage } from '../../policy/tools/coverage.js';
import { lintPolicy } from '../../policy/tools/lintPolicy.js';
import { readCitations } from '../../policy/tools/readCitations.js';
import type { RequestContext } from '../context.js';
import { diffOf } from './diffOf.js';
import { explainFor } from './explainFor.js';
import { DiffArguments, PolicyDiff } from './PolicyDiff.js';
import { ExplainArguments, PolicyExplanation } from './PolicyExplanation.js';
import { PolicyClause, PolicyFinding, PolicyVersion } from './PolicyVersion.js';

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
  @FieldResolver(() => [PolicyFinding], { description: 'What it lacks, leaves open or never uses.' })
  lint(@Ctx() context: RequestContext): PolicyFinding[] {
    const { file } = context.environment.policies.versionAt(context.now);
    return lintPolicy(file).map(({ subject, ...finding }) => ({ ...finding, about: subject }));
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
    return explainFor(context.policy, question);
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
  @FieldResolver(() => [PolicyClause], { description: 'Clause, rule or control, and test.' })
  coverage(@Ctx() { policy }: RequestContext): PolicyClause[] {
    const { clauses } = coverage(policy, readCitations());
    return clauses.map((clause) => ({ ...clause, summary: policy.clauses[clause.id]?.summary ?? '' }));
  }
}

function published({ version, hash, textHash, effectiveFrom, effectiveTo, provisional }: Policy): PolicyVersion {
  return { version, hash, textHash, effectiveFrom, effectiveTo, provisional };
}
