import { Field, ID, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { GiverRelationEnum } from '../consents/consentEnums.js';
import { ChangeStateEnum } from './Correction.js';

@Public()
@ObjectType({ description: 'What was said of advertising on this page.', simpleResolvers: true })
export class AdvertisingWord {
  @Field(() => Boolean)
  on!: boolean;

  @Field(() => GiverRelationEnum)
  givenAs!: string;

  @Field(() => ChangeStateEnum)
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not with the club yet.' })
  problem!: string | null;

  @Field(() => String, { description: 'UTC.' })
  recordedAt!: string;
}

@Public()
@ObjectType({ description: 'Advertising to one person; `switchAdvertising` turns it.', simpleResolvers: true })
export class Advertising {
  @Field(() => ID, { description: 'Of the person.' })
  about!: string;

  @Field(() => Boolean, {
    description: 'By all words taken together, also those on paper. A stop or an erasure closes it besides.',
  })
  allowed!: boolean;

  @Field(() => String, { description: 'What that means, in the language of Accept-Language (ja or en).' })
  meaning!: string;

  @Field(() => [AdvertisingWord], { description: 'Said on this page, latest first.' })
  words!: readonly AdvertisingWord[];
}
