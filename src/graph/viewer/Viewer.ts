import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { RequestContext } from '../context.js';
import { PurposeEnum, RoleEnum, SubPurposeEnum } from '../types/policyEnums.js';

@Public()
@ObjectType({ description: 'What the gateway holds the caller to be.', simpleResolvers: true })
export class Viewer {
  @Field(() => String)
  organisation!: string;

  @Field(() => [RoleEnum])
  roles!: readonly string[];

  @Field(() => [String], {
    description: 'Recipient classes of the organisation under the policy; empty: not a listed recipient.',
  })
  recipientClasses!: readonly string[];

  @Field(() => [PurposeEnum], { description: 'Purposes that the caller may declare in the header Noren-Purpose.' })
  purposes!: readonly string[];

  @Field(() => PurposeEnum, { nullable: true, description: 'The purpose of this request, if it counts.' })
  purpose!: string | null;

  @Field(() => SubPurposeEnum, { nullable: true, description: 'Declared with it: AGGREGATE_ANALYSIS/IMPROVE.' })
  subPurpose!: string | null;
}

@Resolver()
export class ViewerResolver {
  @Public()
  @Query(() => Viewer)
  viewer(@Ctx() context: RequestContext): Viewer {
    const { organisation, roles, purposes } = context.caller;
    const { recipientClasses, purpose, subPurpose } = context;
    return { organisation, roles, purposes, recipientClasses, purpose, subPurpose };
  }
}
