import { Ctx, Query, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import { stopAcknowledgementRegister } from '../../registry/registers/stopAcknowledgement.js';
import type { RequestContext } from '../context.js';
import { StopNoticeRecord } from './ProvisionRecord.js';
import { publishedStopNotice } from './publishedProvisions.js';

@Resolver()
export class StopNoticeResolver {
  @Requires({ roles: stopAcknowledgementRegister.recorders })
  @Query(() => [StopNoticeRecord], {
    nullable: true,
    description:
      'What the own organisation must stop, whose data as it knows them. Acknowledged by recordStopAcknowledgement.',
  })
  async stopNotices(@Ctx() { environment, now, caller }: RequestContext): Promise<readonly StopNoticeRecord[]> {
    const notices = await environment.supervision.stopNotices({ recipient: caller.organisation, now });
    return notices.map((notice) => publishedStopNotice(notice, now));
  }
}
