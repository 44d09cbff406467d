import { Field, InputType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { DataCategory, Purpose } from '../../policy/vocabulary.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';
import { DataCategoryEnum, PurposeEnum } from '../types/policyEnums.js';

/** How a word on consent gets to the desk. */
export const AT_THE_DESK = ['PAPER', 'DESK', 'TELEPHONE'] as const;
export type DeskChannel = (typeof AT_THE_DESK)[number];
export const DeskChannelEnum = enumObject(AT_THE_DESK);
registerEnumType(DeskChannelEnum, { name: 'DeskChannel', description: 'How a word on consent got to the desk.' });

@Public()
@InputType({ description: 'A word on consent of who asks in a case, about its person.' })
export class CaseConsentInput {
  @Field(() => PurposeEnum)
  purpose!: Purpose;

  @Field(() => String, { description: 'Code of the organisation that may receive.' })
  recipient!: string;

  @Field(() => [DataCategoryEnum], { description: 'Each category is named; a refusal may leave them out.' })
  categories!: DataCategory[];

  @Field(() => String, { description: 'Version of the text that was shown or read out.' })
  textVersion!: string;

  @Field(() => String, { defaultValue: 'ja' })
  language!: string;

  @Field(() => DeskChannelEnum)
  channel!: DeskChannel;

  @Field(() => LocalDate, { nullable: true })
  validUntil?: string;
}
