import { NorenError } from '../../../src/errors.js';
import { proveSchema } from '../../../directives/proof/proveSchema.js';
import { PLANTED_FAULTS } from '../support/plantedFaults.js';
import { schemaOf } from '../support/sdl.js';
import { faultsOf, planted, SOUND } from '../support/soundSchema.js';

describe('proveSchema', () => {
  it('accepts the sound schema, in which a course may have a name', () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  describe.each(Object.entries(PLANTED_FAULTS))('planted faults: %s', (_chapter, faults) => {
    it.each(faults)('refuses %s', (_title, from, to, said) => {
      const scalars = to.includes('JSON') ? 'scalar JSON scalar JSONObject ' : '';
      const isSaid = (fault: string): boolean => (typeof said === 'string' ? fault.startsWith(said) : said.test(fault));
      expect(faultsOf(scalars + planted(from, to)).filter(isSaid)).not.toEqual([]);
    });
  });

  it('lists all faults at once, each with its coordinate', () => {
    const sdl = planted('LocalDate @personal(category: BIRTH_DATE) @strip', 'LocalDate').replace(
      'name: String @personal',
      'name: String! @personal',
    );
    expect(() => proveSchema(schemaOf(sdl))).toThrow(NorenError);
    expect(faultsOf(sdl)).toEqual([
      expect.stringMatching(/^Guardian\.birthDate: has no label/),
      expect.stringMatching(/^Guardian\.name: can be withheld/),
    ]);
  });
});
