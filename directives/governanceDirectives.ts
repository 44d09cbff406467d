import type { GraphQLDirective } from 'graphql';
import { generaliseDirective } from './generalise.js';
import { maskDirective } from './mask.js';
import { personalDirective } from './personal.js';
import { pseudonymiseDirective } from './pseudonymise.js';
import { publicDirective } from './public.js';
import { requiresDirective } from './requires.js';
import { statisticDirective } from './statistic.js';
import { stripDirective } from './strip.js';
import { subjectDirective } from './subject.js';

/**
 * In the order of the questions that a field answers: may this be asked at all (requires), about whom (subject), what is it (personal), how
 * is each form made, highest first (mask, pseudonymise, generalise, strip), else about many (statistic) or about nobody (public).
 * The transformers run in the same order: a refused field is never resolved, and a withheld value is never formed.
 */
export const governanceDirectives: readonly GraphQLDirective[] = [
  requiresDirective,
  subjectDirective,
  personalDirective,
  maskDirective,
  pseudonymiseDirective,
  generaliseDirective,
  stripDirective,
  statisticDirective,
  publicDirective,
];
