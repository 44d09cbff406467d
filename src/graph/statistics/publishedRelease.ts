import type { PresentedRelease } from '../../statistics/present.js';
import { releaseDocument } from '../../statistics/releaseDocument.js';
import { questionInWords } from '../../statistics/questionInWords.js';
import type { StatisticRelease } from '../../statistics/statisticRelease.js';
import { PublishedHead } from './publishedHead.js';

/** A release as its reader sees it. */
export class PublishedRelease extends PublishedHead {
  constructor(
    private readonly stored: StatisticRelease,
    private readonly shown: PresentedRelease,
  ) {
    super(stored);
  }

  get question(): string {
    return questionInWords(this.stored.question);
  }

  allCells() {
    return this.shown.cells.map(({ by, numbers }) => ({
      by: Object.entries(by).map(([dimension, value]) => ({ dimension, value })),
      numbers: Object.entries(numbers).map(([measure, number]) => ({ measure, number })),
    }));
  }

  asDocument() {
    return {
      fileName: `${this.stored.question.topic.toLowerCase()}-${this.id}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      body: releaseDocument(this.stored, this.shown),
    };
  }
}
