import type { ClientBase } from 'pg';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';
import type { Pseudonyms } from '../pseudonyms.js';
import type { OpenSources } from './openSources.js';
import type { Target } from './progress.js';
import type { ReferenceData } from './referenceData.js';
import type { RefreshOptions } from './refreshOptions.js';
import type { Window } from './window.js';

/** What a refresh stands on once everything is open. */
export interface RefreshGround {
  readonly options: RefreshOptions;
  readonly governance: ClientBase;
  readonly sources: OpenSources;
  readonly model: StatisticModel;
  readonly target: Target;
  readonly window: Window;
  readonly reference: ReferenceData;
  readonly pseudonyms: Pseudonyms;
  /** Marks of the effects that were there when the registers were read. */
  readonly seenEffects: readonly string[];
}
