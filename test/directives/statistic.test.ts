import { readLabels } from '../../directives/readLabels.js';
import { statisticUse } from '../../directives/statistic.js';
import { schemaOf } from './support/sdl.js';

describe('@statistic', () => {
  it('is written with its dimension or measure', () => {
    expect(statisticUse()).toBe('@statistic');
    expect(statisticUse({ dimension: 'AGE_BAND' })).toBe('@statistic(dimension: AGE_BAND)');
    expect(statisticUse({ measure: 'FAMILIES' })).toBe('@statistic(measure: FAMILIES)');
  });

  it('is read from fields and from enum values that are asked with', () => {
    const labels = readLabels(
      schemaOf(`
        type Query { families(groupBy: [FamilyDimension!] @public): Int @statistic(measure: FAMILIES) }
        enum FamilyDimension { MUNICIPALITY @statistic(dimension: MUNICIPALITY) }
      `),
    );
    expect(labels.fields['Query']?.['families']).toMatchObject({
      kind: 'STATISTIC',
      dimension: null,
      measure: 'FAMILIES',
    });
    expect(labels.inputs['FamilyDimension.MUNICIPALITY']).toMatchObject({
      kind: 'STATISTIC',
      dimension: 'MUNICIPALITY',
    });
  });
});
