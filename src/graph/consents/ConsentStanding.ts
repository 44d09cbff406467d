import { Field, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { DataCategory } from '../../policy/vocabulary.js';
import { DataCategoryEnum } from '../types/policyEnums.js';

@Public()
@ObjectType({ description: 'What a word on consent comes to now, for some of its categories.', simpleResolvers: true })
export class ConsentStanding {
  @Field(() => [DataCategoryEnum], { description: 'Empty in a refusal: all of them.' })
  categories!: readonly DataCategory[];

  @Field(() => Boolean, {
    description: 'Something may be given on it now, alone or beside the other word that it needs.',
  })
  stands!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it does not stand, as CONSENT_WITHDRAWN; null: it stands.' })
  reason!: string | null;

  @Field(() => [String], { description: 'Of the published text.' })
  clauses!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The reason, in the language of Accept-Language (ja or en).' })
  message!: string | null;
}
