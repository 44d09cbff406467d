import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { campaignTable } from '../../sources/broadcaster/tables.js';
import type { RequestContext } from '../context.js';
import { joined } from '../rows/joined.js';
import type { Row } from '../rows/row.js';
import { Campaign } from './Campaign.js';
import { CampaignEntry } from './CampaignEntry.js';

@Resolver(() => CampaignEntry)
export class CampaignEntryResolver {
  @Personal({ category: 'UNLISTED' })
  @FieldResolver(() => Campaign, { nullable: true })
  campaign(@Root() entry: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(entry, info, joined(campaignTable, 'campaign'));
  }
}
