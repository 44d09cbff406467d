import type { StatisticRelease } from '../../statistics/statisticRelease.js';

/** What every stored release says of itself, whatever it counts. */
export abstract class PublishedHead {
  constructor(private readonly head: Pick<StatisticRelease, 'id' | 'snapshot' | 'policyVersion' | 'issuedAt'>) {}

  get id(): string {
    return this.head.id;
  }

  get snapshot(): string {
    return this.head.snapshot;
  }

  get policyVersion(): string {
    return this.head.policyVersion;
  }

  get issuedAt(): string {
    return this.head.issuedAt;
  }
}
