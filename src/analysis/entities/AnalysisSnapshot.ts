import 'reflect-metadata';
import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** A dated copy of what statistics are computed on; one is CURRENT, rows of DROPPED ones are gone. */
@Entity({ tableName: 'analysis_snapshots' })
@Unique({ name: 'analysis_snapshots_taken_unique', properties: ['takenOn', 'sequence'] })
export class AnalysisSnapshot {
  /** Date and number of the day, e.g. "2026-11-22.1". */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'date' })
  takenOn!: string;

  @Property({ type: 'integer' })
  sequence!: number;

  @Property({ type: 'text' })
  source!: string;

  @Enum({ items: ['CURRENT', 'PREVIOUS', 'DROPPED'] })
  status!: 'CURRENT' | 'PREVIOUS' | 'DROPPED';
}
