import { MapperKind, mapSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { applyGovernance } from '../../../directives/applyGovernance.js';
import { proveGoverned } from '../../../directives/proof/proveGoverned.js';
import { schemaOf, withResolvers } from '../support/sdl.js';
import { faultsWhen, SOUND } from '../support/soundSchema.js';

const schema = schemaOf(SOUND);

function faults(served: GraphQLSchema): readonly string[] {
  return faultsWhen(() => proveGoverned(served));
}

describe('proveGoverned', () => {
  it('accepts a schema that is governed', () => {
    expect(faults(applyGovernance(schema))).toEqual([]);
  });

  it('refuses a schema that is not, naming every field', () => {
    const said = faults(schema);
    for (const coordinate of [
      'Guardian.name',
      'Child.email',
      'Purchase.amount',
      'Guardian.purchases',
      'Mutation.withdraw',
    ]) {
      expect(said).toContainEqual(expect.stringMatching(`^${coordinate}: has a resolver that is not governed`));
    }
    expect(said).not.toContainEqual(expect.stringMatching('^Course'));
  });

  it('refuses a resolver that was put in afterwards', () => {
    const served = withResolvers(applyGovernance(schema), { 'Guardian.name': () => '宮城 花子' });
    expect(faults(served)).toEqual([expect.stringMatching(/^Guardian\.name: /)]);
  });

  it('refuses a governed resolver that was borrowed from another field', () => {
    const governed = applyGovernance(schema);
    const borrowed = governed.getType('Guardian');
    if (!borrowed || !('getFields' in borrowed)) throw new Error('Guardian is missing');
    const email = borrowed.getFields()['email'];
    const resolve = email && 'resolve' in email ? email.resolve : undefined;
    if (!resolve) throw new Error('Guardian.email has no resolver');
    expect(faults(withResolvers(governed, { 'Guardian.name': resolve }))).toEqual([
      expect.stringMatching(/^Guardian\.name: /),
    ]);
  });

  it('still accepts after a later mapSchema that keeps resolvers', () => {
    const mapped = mapSchema(applyGovernance(schema), {
      [MapperKind.OBJECT_FIELD]: (config) => ({ ...config, description: 'x' }),
    });
    expect(faults(mapped)).toEqual([]);
  });
});
