import { declaredPurpose } from '../../src/plugins/declaredPurpose.js';

const caller = { purposes: ['CLUB_OPERATION'] as const };

describe('the declared purpose', () => {
  it('is the one that the token allows', () => {
    expect(declaredPurpose(['CLUB_OPERATION'], caller)).toEqual({ purpose: 'CLUB_OPERATION', problem: null });
  });

  it('is missing when there is none', () => {
    for (const header of [[], ['']]) {
      expect(declaredPurpose(header, caller)).toEqual({ purpose: null, problem: 'PURPOSE_MISSING' });
    }
  });

  it('is refused when it is registered and the token does not allow it', () => {
    expect(declaredPurpose(['CHILD_WELFARE'], caller)).toEqual({ purpose: null, problem: 'PURPOSE_NOT_ALLOWED' });
  });

  it.each([
    ['another case', ['club_operation']],
    ['a list', ['CLUB_OPERATION, CLUB_OPERATION']],
    ['a JSON list', ['["CLUB_OPERATION"]']],
    ['a repeated header', ['CLUB_OPERATION', 'CLUB_OPERATION']],
    ['an allowed one beside another', ['CLUB_OPERATION', 'CHILD_WELFARE']],
    ['an empty one beside an allowed one', ['', 'CLUB_OPERATION']],
    ['a Cyrillic letter', ['\u0421LUB_OPERATION']],
    ['a full-width letter', ['\uff23LUB_OPERATION']],
    ['a letter that is nothing', ['CLUB_OPERATION\u200b']],
    ['a byte more', ['CLUB_OPERATION\u0000']],
    ['white space', [' CLUB_OPERATION']],
    ['a name of every object', ['constructor']],
  ])('is unknown when it is written with %s', (_, header) => {
    expect(declaredPurpose(header, caller)).toEqual({ purpose: null, problem: 'PURPOSE_UNKNOWN' });
  });
});
