import { GraphQLScalarType } from 'graphql';
import { GraphQLLocalDate } from 'graphql-scalars';

/** A date that every month has; the rest is for the calendar to say. */
const IN_EVERY_MONTH = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])$/;

/** As of graphql-scalars. It makes two `Date`s of each value, an eighth of the time of a list: needed for days from the 29th only. */
export const LocalDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  serialize: (value) =>
    typeof value === 'string' && IN_EVERY_MONTH.test(value) ? value : GraphQLLocalDate.serialize(value),
});
