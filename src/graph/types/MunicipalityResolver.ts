import { FieldResolver, Resolver, Root } from 'type-graphql';
import { MIYAGI } from '../../statistics/domain/miyagi.js';
import { Municipality } from './Municipality.js';

const NAMES: ReadonlyMap<string, string> = new Map(MIYAGI.map(({ code, name }) => [code, name]));

/** A row holds a municipality as its code; the name is public knowledge. */
@Resolver(() => Municipality)
export class MunicipalityResolver {
  @FieldResolver(() => String)
  code(@Root() code: string): string {
    return code;
  }

  @FieldResolver(() => String, { nullable: true })
  name(@Root() code: string): string | null {
    return NAMES.get(code) ?? null;
  }
}
