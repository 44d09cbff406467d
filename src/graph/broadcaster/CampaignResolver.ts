import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, ID, Info, InputType, Int, Query, Resolver, Root } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { campaignTable, programmeTable } from '../../sources/broadcaster/tables.js';
import type { RequestContext } from '../context.js';
import type { Condition } from '../paging/conditions.js';
import { connectionOf } from '../paging/connectionOf.js';
import { readPage } from '../paging/readPage.js';
import { joined } from '../rows/joined.js';
import { readOne } from '../rows/readOne.js';
import type { Row } from '../rows/row.js';
import { Campaign, Programme } from './Campaign.js';
import { LocalDate } from '../types/LocalDate.js';

@Public()
@InputType()
export class CampaignFilter {
  @Field(() => LocalDate, { nullable: true, description: 'Running on this day.' })
  runningOn?: string;
}

const CampaignConnection = connectionOf('Campaign', () => Campaign);

function runningOn(day: string | undefined): readonly Condition[] {
  if (day === undefined || day === null) return [];
  return [(parameters) => `${parameters.named('runningOn', () => day, 'date')} BETWEEN ca.starts_on AND ca.ends_on`];
}

@Resolver(() => Campaign)
export class CampaignResolver {
  @Public()
  @Query(() => CampaignConnection, { nullable: true })
  campaigns(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Public() @Arg('where', () => CampaignFilter, { nullable: true }) where?: CampaignFilter,
  ) {
    const order = [{ expression: 'ca.starts_on', direction: 'DESC', type: 'date' }] as const;
    return readPage(
      context,
      info,
      { table: campaignTable, where: runningOn(where?.runningOn), order },
      { first, after, where },
    );
  }

  @Public()
  @Query(() => Campaign, { nullable: true })
  campaign(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Public() @Arg('id', () => ID) id: string,
  ) {
    return readOne(context, info, { table: campaignTable, type: 'Campaign', id });
  }

  @Public()
  @FieldResolver(() => Programme, { nullable: true })
  programme(@Root() campaign: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(campaign, info, joined(programmeTable, 'programme'));
  }
}
