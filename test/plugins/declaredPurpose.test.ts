import { declaredPurpose } from '../../src/plugins/declaredPurpose.js';

const caller = { purposes: ['CLUB_OPERATION'] as const };

describe('the declared purpose', () => {
  it('is the one that the token allows', () => {
    expect(declaredPurpose(['CLUB_OPERATION'], caller)).toEqual({
      purpose: 'CLUB_OPERATION',
      subPurpose: null,
      problem: null,
    });
  });

  it('is missing when there is none', () => {
    for (const header of [[], ['']]) {
      expect(declaredPurpose(header, caller)).toEqual({ purpose: null, subPurpose: null, problem: 'PURPOSE_MISSING' });
    }
  });

  it('is refused when it is registered and the token does not allow it', () => {
    expect(declaredPurpose(['CHILD_WELFARE'], caller)).toEqual({
      purpose: null,
      subPurpose: null,
      problem: 'PURPOSE_NOT_ALLOWED',
    });
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
    ['nothing before its slash', ['/IMPROVE']],
  ])('is unknown when it is written with %s', (_, header) => {
    expect(declaredPurpose(header, caller)).toEqual({ purpose: null, subPurpose: null, problem: 'PURPOSE_UNKNOWN' });
  });
});

// clauses: A4-4c
describe('the declared service', () => {
  const partner = { purposes: ['REQUESTED_SERVICE'] as const };

  it('stands behind a slash in the same header, and need not', () => {
    const said = { purpose: 'REQUESTED_SERVICE', subPurpose: null, problem: null };
    expect(declaredPurpose(['REQUESTED_SERVICE'], partner)).toEqual(said);
    expect(declaredPurpose(['REQUESTED_SERVICE/books'], partner)).toEqual({ ...said, service: 'books' });
    expect(declaredPurpose(['REQUESTED_SERVICE/a/b|c'], partner)).toEqual({ ...said, service: 'a/b|c' });
    expect(declaredPurpose(['REQUESTED_SERVICE/books'], caller).problem).toBe('PURPOSE_NOT_ALLOWED');
  });

  it.each(['', ' ', 'books,music', 'b\u00f6oks', 'x'.repeat(129)])('is no word written %j', (service) => {
    expect(declaredPurpose([`REQUESTED_SERVICE/${service}`], partner).problem).toBe('SUB_PURPOSE_UNKNOWN');
  });
});

// clauses: A4-1a A4-1b A4-1c
describe('the declared sub-purpose', () => {
  const analyst = { purposes: ['CLUB_OPERATION', 'AGGREGATE_ANALYSIS'] as const };
  const narrow = { ...analyst, subPurposes: ['IMPROVE'] as const };
  const refused = (problem: string) => ({ purpose: null, subPurpose: null, problem });

  it('stands behind a slash in the same header', () => {
    const improve = { purpose: 'AGGREGATE_ANALYSIS', subPurpose: 'IMPROVE', problem: null };
    expect(declaredPurpose(['AGGREGATE_ANALYSIS/IMPROVE'], analyst)).toEqual(improve);
    expect(declaredPurpose(['AGGREGATE_ANALYSIS/IMPROVE'], narrow)).toEqual(improve);
  });

  it('is missing where the purpose has some and none is declared', () => {
    expect(declaredPurpose(['AGGREGATE_ANALYSIS'], analyst)).toEqual(refused('SUB_PURPOSE_MISSING'));
  });

  it('is refused where the token names others, and where the token does not allow the purpose', () => {
    expect(declaredPurpose(['AGGREGATE_ANALYSIS/PARTNER_MARKETING'], narrow)).toEqual(refused('PURPOSE_NOT_ALLOWED'));
    expect(declaredPurpose(['AGGREGATE_ANALYSIS/IMPROVE'], caller)).toEqual(refused('PURPOSE_NOT_ALLOWED'));
  });

  it.each([
    'AGGREGATE_ANALYSIS/',
    'AGGREGATE_ANALYSIS/improve',
    'AGGREGATE_ANALYSIS/IMPROVE/PARTNER_MARKETING',
    'AGGREGATE_ANALYSIS/IMPROVE,PARTNER_MARKETING',
    'AGGREGATE_ANALYSIS/IMPROVE ',
    'AGGREGATE_ANALYSIS/constructor',
    'AGGREGATE_ANALYSIS/\u0406MPROVE',
    'CLUB_OPERATION/IMPROVE',
  ])('is unknown when it is written %j', (header) => {
    expect(declaredPurpose([header], analyst)).toEqual(refused('SUB_PURPOSE_UNKNOWN'));
  });
});
