import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { PRIVACY_CONTACT } from '../../policy/privacyContact.js';

@Public()
@ObjectType({ description: 'The consultation desk, as the published policy names it.', simpleResolvers: true })
export class PrivacyContact {
  @Field(() => String)
  desk!: string;

  @Field(() => String)
  phone!: string;

  @Field(() => String)
  hours!: string;
}

@Resolver()
export class PrivacyContactResolver {
  @Public()
  @Query(() => PrivacyContact, { description: 'A6-8, A6-9, A6-10.' })
  privacyContact(): PrivacyContact {
    return PRIVACY_CONTACT;
  }
}
