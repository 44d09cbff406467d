import { FieldResolver, Resolver, Root } from 'type-graphql';
import { ROLLED_PLACE_NAMES } from '../../statistics/domain/rolledPlace.js';
import { Municipality } from './Municipality.js';

/** A row holds a municipality as its code; the name is public knowledge. */
@Resolver(() => Municipality)
export class MunicipalityResolver {
  @FieldResolver(() => String)
  code(@Root() code: string): string {
    return code;
  }

  @FieldResolver(() => String, { nullable: true })
  name(@Root() code: string): string | null {
    return ROLLED_PLACE_NAMES.get(code) ?? null;
  }
}
