import { Ctx, Query, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import { healthOf } from '../../registry/supervision/supervise.js';
import type { RequestContext } from '../context.js';
import { Supervision } from './Supervision.js';

@Resolver(() => Supervision)
export class SupervisionResolver {
  @Requires({ roles: ['PRIVACY_MANAGER', 'INTERNAL_AUDITOR'], purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'] })
  @Query(() => Supervision, { nullable: true, description: 'By the clock of this request.' })
  async supervision(@Ctx() { environment, policy, now }: RequestContext): Promise<Supervision> {
    const { alerts, trainingCoverage, riskTable } = await environment.supervision.supervise({ policy, now });
    return {
      health: healthOf(alerts),
      alerts,
      trainingCoverage: { ...trainingCoverage, target: policy.supervision.trainingCoveragePercent },
      riskTable: riskTable.map(({ threat, viewpoint, cell }) => ({
        threat,
        viewpoint,
        risk: cell?.risk ?? null,
        measures: cell?.measures ?? null,
        manualControls: cell?.manualControls ?? null,
        reviewedOn: cell?.reviewedOn ?? null,
      })),
    };
  }
}
