import { readLabels } from '../../directives/readLabels.js';
import { subjectUse } from '../../directives/subject.js';
import { schemaOf } from './support/sdl.js';

describe('@subject', () => {
  it('is written with its kind, or as inherited, or bare', () => {
    expect(subjectUse({ kind: 'GUARDIAN' })).toBe('@subject(kind: GUARDIAN)');
    expect(subjectUse({ inherits: true })).toBe('@subject(inherits: true)');
    expect(subjectUse()).toBe('@subject');
  });

  it('is read from types and from the fields that lead to them', () => {
    const labels = readLabels(
      schemaOf(`
        type Query { guardians: [Guardian!] @subject(kind: GUARDIAN) }
        type Guardian @subject(kind: GUARDIAN) { purchases: [Purchase!] @subject(inherits: true) }
        type Purchase @public { id: ID }
      `),
    );
    expect(labels.subjects).toEqual({ Guardian: 'GUARDIAN' });
    expect(labels.fields['Query']?.['guardians']).toMatchObject({
      kind: 'SUBJECT',
      subject: { kind: 'GUARDIAN', inherits: false },
    });
    expect(labels.fields['Guardian']?.['purchases']).toMatchObject({ subject: { kind: null, inherits: true } });
  });
});
