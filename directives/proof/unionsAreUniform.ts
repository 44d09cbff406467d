import { isUnionType } from 'graphql';
import { useOf } from '../directiveUses.js';
import { namedTypes } from '../elements.js';
import type { SchemaRule } from './schemaFacts.js';

/** Which member comes back shows in `__typename` (A23): all members are about subjects, or none is. */
export const unionsAreUniform: SchemaRule = ({ schema, labels }) =>
  namedTypes(schema)
    .filter(isUnionType)
    .flatMap((union) => {
      const members = union.getTypes();
      const subjects = members.filter(({ name }) => labels.subjects[name]);
      const open = members.filter((member) => !labels.subjects[member.name] && useOf(schema, member, 'public'));
      if (subjects.length === members.length || open.length === members.length) return [];
      const names = members.map(({ name }) => name).join(', ');
      return [{ coordinate: union.name, fault: `needs members that are all @subject types or all @public (${names})` }];
    });
