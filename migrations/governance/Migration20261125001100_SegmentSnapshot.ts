import { Migration } from '@mikro-orm/migrations';

/** On which snapshot segments were counted; null: unknown, and withheld until they are counted anew. */
export class Migration20261125001100_SegmentSnapshot extends Migration {
  override up(): void {
    this.addSql('alter table analysis_segment_classes add column snapshot int null');
  }

  override down(): void {
    this.addSql('alter table analysis_segment_classes drop column snapshot');
  }
}
