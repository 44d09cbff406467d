import { defaultsArePublic } from './defaultsArePublic.js';
import { fieldsAreLabelled } from './fieldsAreLabelled.js';
import { formsFit } from './formsFit.js';
import { inputLabelsAreSingle } from './inputLabelsAreSingle.js';
import { inputsAreLabelled } from './inputsAreLabelled.js';
import { interfacesAgree } from './interfacesAgree.js';
import { namesakes } from './namesakes.js';
import { scalarsAreTyped } from './scalarsAreTyped.js';
import type { SchemaRule } from './schemaFacts.js';
import { subjectsAreNamed } from './subjectsAreNamed.js';
import { subscriptionsArePublic } from './subscriptionsArePublic.js';
import { unionsAreUniform } from './unionsAreUniform.js';
import { withholdableFieldsAreNullable } from './withholdableFieldsAreNullable.js';

/** In the order in which faults are best mended: is there a label, whose is it, does it fit, does it hold everywhere, do inputs follow. */
export const schemaRules: readonly SchemaRule[] = [
  fieldsAreLabelled,
  subjectsAreNamed,
  withholdableFieldsAreNullable,
  formsFit,
  scalarsAreTyped,
  interfacesAgree,
  unionsAreUniform,
  subscriptionsArePublic,
  inputsAreLabelled,
  inputLabelsAreSingle,
  defaultsArePublic,
  namesakes,
];
