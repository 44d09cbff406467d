/** What the model is made of, as the policy file says it and `src/policy` has checked it. Names are told apart in `makeStatisticModel`. */
export interface StatisticSection {
  readonly amountUnit: number;
  readonly calendar: { readonly months: number; readonly quarters: number; readonly terms: number };
  readonly segments: readonly number[];
  readonly coverage: { readonly purpose: string; readonly recipient: string; readonly category: string };
  readonly dimensions: Readonly<Record<string, DimensionEntry>>;
  readonly topics: Readonly<Record<string, TopicEntry>>;
}

export interface DimensionEntry {
  readonly category?: string;
  readonly domain?: string;
  readonly values?: Readonly<Record<string, string>>;
}

export interface TopicEntry {
  readonly sources: readonly string[];
  readonly attributes: readonly string[];
  readonly sums: readonly string[];
  readonly grains: readonly {
    readonly by: readonly string[];
    readonly clamp?: Readonly<Record<string, number>>;
    readonly cells?: number;
  }[];
}
