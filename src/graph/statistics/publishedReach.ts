import type { NoisyNumber } from '../../statistics/noisyNumber.js';
import { reachInWords, type ReachRelease } from '../../statistics/reachRelease.js';
import { reachDocument } from '../../statistics/releaseDocument.js';
import type { PublishedRelease } from './publishedRelease.js';

/** A stored reach as its reader sees it: a release of one number. */
export class PublishedReach implements Pick<PublishedRelease, keyof PublishedRelease> {
  constructor(
    private readonly stored: ReachRelease,
    private readonly families: NoisyNumber,
  ) {}

  get id(): string {
    return this.stored.id;
  }

  get question(): string {
    return reachInWords(this.stored.audience);
  }

  get snapshot(): string {
    return this.stored.snapshot;
  }

  get policyVersion(): string {
    return this.stored.policyVersion;
  }

  get issuedAt(): string {
    return this.stored.issuedAt;
  }

  allCells() {
    return [{ by: [], numbers: [{ measure: 'FAMILIES', number: this.families }] }];
  }

  asDocument() {
    return {
      fileName: `reach-${this.id}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      body: reachDocument(this.stored, this.families),
    };
  }
}
