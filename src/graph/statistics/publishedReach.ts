import type { NoisyNumber } from '../../statistics/noisyNumber.js';
import { reachInWords, type ReachRelease } from '../../statistics/reachRelease.js';
import { reachDocument } from '../../statistics/releaseDocument.js';
import { PublishedHead } from './publishedHead.js';
import type { PublishedRelease } from './publishedRelease.js';

/** A stored reach as its reader sees it: a release of one number. */
export class PublishedReach extends PublishedHead implements Pick<PublishedRelease, keyof PublishedRelease> {
  constructor(
    private readonly stored: ReachRelease,
    private readonly families: NoisyNumber,
  ) {
    super(stored);
  }

  get question(): string {
    return reachInWords(this.stored.audience);
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
