import { isGovernedAs } from '../../directives/governedMark.js';
import { applyGovernance } from '../../directives/applyGovernance.js';
import { publicUse } from '../../directives/public.js';
import { readLabels } from '../../directives/readLabels.js';
import { schemaOf } from './support/sdl.js';
import { run } from './support/ask.js';

const schema = schemaOf(`
  type Query @public { course(level: Level): Course @public }
  type Course @public { name: String, seats: Int @statistic(measure: FAMILIES) }
  enum Level @public { FIRST }
`);

describe('@public', () => {
  it('is written without arguments', () => {
    expect(publicUse()).toBe('@public');
  });

  it('on a type labels the fields and values that have no label of their own', () => {
    const labels = readLabels(schema);
    expect(labels.fields['Course']?.['name']?.kind).toBe('PUBLIC');
    expect(labels.fields['Course']?.['seats']?.kind).toBe('STATISTIC');
    expect(labels.inputs['Level.FIRST']?.kind).toBe('PUBLIC');
    expect(labels.inputs['Query.course(level:)']?.kind).toBe('UNLABELLED');
  });

  it('leaves the resolver as it is', async () => {
    const governed = applyGovernance(schema);
    expect(isGovernedAs(governed.getQueryType()?.getFields()['course']?.resolve, 'Query.course')).toBe(false);
    expect(await run(governed, '{__typename course{name}}')).toEqual({ data: { __typename: 'Query', course: null } });
  });
});
