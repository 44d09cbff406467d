import fc from 'fast-check';
import { shownForm } from '../../directives/shownForm.js';
import { DISCLOSURE_FORMS, formRank } from '../../src/policy/vocabulary.js';

const form = fc.constantFrom(...DISCLOSURE_FORMS);
const offers = fc.uniqueArray(form);

describe('shownForm', () => {
  it('is never above what was granted', () => {
    fc.assert(
      fc.property(offers, form, (offered, granted) => formRank(shownForm(offered, granted)) <= formRank(granted)),
    );
  });

  it('is offered, or is nothing', () => {
    fc.assert(
      fc.property(offers, form, (offered, granted) => ['DENIED', ...offered].includes(shownForm(offered, granted))),
    );
  });

  it('is the best that is offered up to the grant: as much as allowed comes out', () => {
    fc.assert(
      fc.property(offers, form, (offered, granted) => {
        const shown = formRank(shownForm(offered, granted));
        return offered.every((offer) => formRank(offer) > formRank(granted) || formRank(offer) <= shown);
      }),
    );
  });

  it('never rises when the grant falls', () => {
    fc.assert(
      fc.property(offers, form, form, (offered, a, b) => {
        const [low, high] = formRank(a) <= formRank(b) ? [a, b] : [b, a];
        return formRank(shownForm(offered, low)) <= formRank(shownForm(offered, high));
      }),
    );
  });

  it('changes nothing when asked again for what it said', () => {
    fc.assert(
      fc.property(offers, form, (offered, granted) => {
        const shown = shownForm(offered, granted);
        return shownForm(offered, shown) === shown;
      }),
    );
  });

  it.each([
    [['RAW', 'MASKED'], 'RAW', 'RAW'],
    [['RAW', 'MASKED'], 'MASKED', 'MASKED'],
    [['RAW', 'MASKED'], 'PSEUDONYMISED', 'DENIED'],
    [['GENERALISED'], 'RAW', 'GENERALISED'],
    [['RAW', 'GENERALISED'], 'MASKED', 'GENERALISED'],
    [[], 'RAW', 'DENIED'],
  ] as const)('of %j under %s is %s', (offered, granted, shown) => {
    expect(shownForm(offered, granted)).toBe(shown);
  });
});
