import { departmentMemberRegister } from '../../registry/registers/departmentMember.js';
import { trainingRegister } from '../../registry/registers/training.js';
import type { Watch } from './watch.js';
import type { Watched } from './watched.js';

export interface TrainingCoverage {
  /** Members of departments that handle personal data. */
  readonly handlers: number;
  /** Those whose training is current; a meeting does not make it so (A9-4c). */
  readonly trained: number;
  /** Whole per cent, rounded down: 94.9 is not 95. */
  readonly percent: number;
  readonly untrained: readonly string[];
}

/** A house without handlers has nobody to train: 100 per cent. */
export function trainingCoverage({ inForce }: Pick<Watched, 'inForce'>): TrainingCoverage {
  const current = inForce(trainingRegister).flatMap(({ payload }) => (payload.counts ? [payload.person] : []));
  const handlers = inForce(departmentMemberRegister).map(({ payload }) => payload.person);
  const known = new Set(current);
  const untrained = handlers.filter((person) => !known.has(person));
  const trained = handlers.length - untrained.length;
  const percent = handlers.length === 0 ? 100 : Math.floor((trained * 100) / handlers.length);
  return { handlers: handlers.length, trained, percent, untrained };
}

/** A9-6: at least so many of those who handle personal data are trained. */
export const handlersAreTrained: Watch = (watched) => {
  const { handlers, trained, percent } = trainingCoverage(watched);
  const least = watched.policy.supervision.trainingCoveragePercent;
  if (percent >= least) return [];
  const what = `${trained} of ${handlers} handlers are trained, ${percent} %; at least ${least} % must be.`;
  return [{ code: 'TRAINING_COVERAGE', clauses: ['A9-6', 'A9-4a'], key: null, what, since: null, degrades: true }];
};
