import { AnalysisSnapshot } from './AnalysisSnapshot.js';

/** For administration and migrations; counting goes through `AnalysisStore` alone. */
export const analysisEntities = [AnalysisSnapshot] as const;
